-- engines: postgres
--! before
CREATE TABLE t (a point, b box, c circle DEFAULT '<(0,0),1>', d text, e polygon); INSERT INTO t VALUES ('(1,2)', '(3,4),(1,2)', '<(1,1),2>', '(5,6)', '((0,0),(1,1),(1,0))'); CREATE INDEX i ON t USING gist (b); CREATE INDEX p ON t USING spgist (a);
--! after
CREATE TABLE t (a point DEFAULT '(0,0)', b box, c circle, d point, e polygon, f lseg, g path); CREATE INDEX i ON t USING gist (b); CREATE INDEX p ON t USING spgist (a kd_point_ops);
--! changes
t ~ a no default -> default ('(0,0)'::point)
t ~ c default ('<(0,0),1>'::circle) -> no default
t ~ d text -> point
t + f lseg null
t + g path null
t - index p
t + index p using spgist (a class kd_point_ops)
