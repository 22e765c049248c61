-- engines: postgres
-- loses: t.b
-- rewrites: t.b
--! before
CREATE TABLE t (a interval, b interval(6), c interval day to second(3) DEFAULT '1 day'); INSERT INTO t VALUES ('1 year 2 mons', '1.5 seconds', '1 day 02:03:04.567');
--! after
CREATE TABLE t (a interval year to month, b interval(0), c interval DEFAULT '2 days');
--! changes
t ~ a interval -> interval year to month
t ~ b interval(6) -> interval(0)
t ~ c interval day to second(3) -> interval, default ('1 day'::interval day to second(3)) -> default ('2 days'::interval)
