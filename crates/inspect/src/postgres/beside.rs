//! Objects beside tables: extensions, types but enumerated ones, routines, operators, casts, text search, statistics, event triggers
//! and collations, each as the statement that creates it. Leaves out what they stand on (`depend`) and sequences (`relation`).
//!
//! One query. The statements are put together by the server wherever it has the words (`pg_get_functiondef`,
//! `pg_get_constraintdef`, `pg_get_statisticsobjdef`), otherwise by what `pg_dump` (`dumpDomain`, `dumpAgg`, `dumpOpr`, …) reads.

use driftline_schema::{Engine, Object, ObjectId, ObjectKind, ObjectName, Sql};
use sea_orm::DbErr;

use super::Fields;
use super::draft::Draft;
use crate::companion::is_companion;

/// Objects of a catalog that an extension made.
fn of_extension(class: &str) -> String {
    format!(
        "(SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND classid = '{class}'::regclass \
            AND deptype = 'e')"
    )
}

/// Rows of (catalog, identifier, kind, namespace, name, arguments, definition, comment). `everything` also asks for what belongs to
/// the database rather than to a namespace.
pub(super) fn query(within: &str, version: u32, everything: bool) -> String {
    let mut parts = vec![
        types(within, version),
        routines(within),
        aggregates(within),
        collations(within, version),
        operators(within),
        casts(within),
        text_search(within),
        statistics(within),
        nameless(within),
    ];
    if everything {
        parts.push(of_database());
    }
    // Where there is no object there is no look at `pg_description`.
    format!(
        "SELECT o.class::text, o.oid::int8, o.kind, o.namespace::int8, o.name, o.arguments, o.definition, \
            (SELECT d.description FROM pg_description d WHERE d.objoid = o.oid AND d.classoid = o.class AND d.objsubid = 0) \
        FROM ({}) AS o (class, oid, kind, namespace, name, arguments, definition) ORDER BY 3, 4, 5, 6",
        parts.join(" UNION ALL ")
    )
}

/// Domains, composite types and range types; every other type is only named.
fn types(within: &str, version: u32) -> String {
    let multirange = if version >= 140_000 {
        "format(', multirange_type_name = %I.%I', n.nspname, (SELECT m.typname FROM pg_type m WHERE m.oid = r.rngmultitypid))"
    } else {
        "''"
    };
    let name = "format('%I.%I', n.nspname, t.typname)";
    format!(
        "SELECT 'pg_type'::regclass, t.oid, CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'c' THEN 'composite type' \
                WHEN 'r' THEN CASE WHEN r.rngcanonical = 0 THEN 'range type' ELSE 'range type with a function of its own' END \
                ELSE 'base type' END, t.typnamespace, t.typname::text, ''::text, \
            CASE t.typtype WHEN 'd' THEN 'CREATE DOMAIN ' || {name} || ' AS ' || format_type(t.typbasetype, t.typtypmod) \
                || CASE WHEN t.typcollation <> b.typcollation THEN (SELECT format(' COLLATE %I.%I', cn.nspname, co.collname) \
                    FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = t.typcollation) ELSE '' END \
                || coalesce(' DEFAULT ' || pg_get_expr(t.typdefaultbin, 0), '') \
                || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END \
                || coalesce((SELECT string_agg(format(' CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), '' ORDER BY k.conname) \
                    FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'), '') \
            WHEN 'c' THEN 'CREATE TYPE ' || {name} || ' AS (' || coalesce((SELECT string_agg(format('%I %s', a.attname, \
                    format_type(a.atttypid, a.atttypmod)) || CASE WHEN a.attcollation <> at.typcollation THEN \
                        (SELECT format(' COLLATE %I.%I', cn.nspname, co.collname) FROM pg_collation co \
                            JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) ELSE '' END, \
                    ', ' ORDER BY a.attnum) FROM pg_attribute a JOIN pg_type at ON at.oid = a.atttypid \
                    WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')' \
            WHEN 'r' THEN 'CREATE TYPE ' || {name} || ' AS RANGE (subtype = ' || format_type(r.rngsubtype, NULL) \
                || CASE WHEN oc.opcdefault THEN '' ELSE format(', subtype_opclass = %I.%I', ocn.nspname, oc.opcname) END \
                || CASE WHEN r.rngcollation <> st.typcollation THEN (SELECT format(', collation = %I.%I', cn.nspname, co.collname) \
                    FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = r.rngcollation) ELSE '' END \
                || CASE WHEN r.rngsubdiff = 0 THEN '' ELSE ', subtype_diff = ' || r.rngsubdiff::regproc::text END \
                || {multirange} || ')' END \
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace \
            LEFT JOIN pg_type b ON b.oid = t.typbasetype LEFT JOIN pg_class c ON c.oid = t.typrelid \
            LEFT JOIN pg_range r ON r.rngtypid = t.oid LEFT JOIN pg_type st ON st.oid = r.rngsubtype \
            LEFT JOIN pg_opclass oc ON oc.oid = r.rngsubopc LEFT JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace \
            WHERE t.typnamespace IN ({within}) AND (t.typtype IN ('d', 'r') OR (t.typtype = 'c' AND c.relkind = 'c') \
                OR (t.typtype = 'b' AND t.typelem = 0) OR t.typtype = 'p') AND t.oid NOT IN {}",
        of_extension("pg_type")
    )
}

/// Functions and procedures. A range type's constructors come with it.
fn routines(within: &str) -> String {
    format!(
        "SELECT 'pg_proc'::regclass, p.oid, CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, p.pronamespace, \
            p.proname::text, oidvectortypes(p.proargtypes), pg_get_functiondef(p.oid) \
            FROM pg_proc p WHERE p.pronamespace IN ({within}) AND p.prokind <> 'a' AND p.oid NOT IN {} AND p.oid NOT IN \
                (SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'i')",
        of_extension("pg_proc")
    )
}

fn aggregates(within: &str) -> String {
    let function = |column: &str, word: &str| {
        format!("CASE WHEN a.{column} = 0 THEN '' ELSE ', {word} = ' || a.{column}::regproc::text END")
    };
    // Read-only is what a plain aggregate has unless said otherwise, read-write an ordered-set one (manual, CREATE AGGREGATE).
    let modify = |column: &str, word: &str| {
        format!(
            "CASE WHEN a.{column} = CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END THEN '' ELSE ', {word} = ' || \
                CASE a.{column} WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END"
        )
    };
    let flag = |condition: &str, words: &str| format!("CASE WHEN {condition} THEN ', {words}' ELSE '' END");
    let options = [
        flag("a.aggtransspace <> 0", "SSPACE = ' || a.aggtransspace::text || '"),
        function("aggfinalfn", "FINALFUNC"),
        flag("a.aggfinalextra", "FINALFUNC_EXTRA"),
        format!("CASE WHEN a.aggfinalfn = 0 THEN '' ELSE {} END", modify("aggfinalmodify", "FINALFUNC_MODIFY")),
        function("aggcombinefn", "COMBINEFUNC"),
        function("aggserialfn", "SERIALFUNC"),
        function("aggdeserialfn", "DESERIALFUNC"),
        "coalesce(', INITCOND = ' || quote_literal(a.agginitval), '')".to_owned(),
        function("aggmtransfn", "MSFUNC"),
        function("aggminvtransfn", "MINVFUNC"),
        flag("a.aggmtranstype <> 0", "MSTYPE = ' || format_type(a.aggmtranstype, NULL) || '"),
        flag("a.aggmtransspace <> 0", "MSSPACE = ' || a.aggmtransspace::text || '"),
        function("aggmfinalfn", "MFINALFUNC"),
        flag("a.aggmfinalextra", "MFINALFUNC_EXTRA"),
        format!("CASE WHEN a.aggmfinalfn = 0 THEN '' ELSE {} END", modify("aggmfinalmodify", "MFINALFUNC_MODIFY")),
        "coalesce(', MINITCOND = ' || quote_literal(a.aggminitval), '')".to_owned(),
        "CASE WHEN a.aggsortop = 0 THEN '' ELSE (SELECT format(', SORTOP = OPERATOR(%I.%s)', sn.nspname, so.oprname) \
            FROM pg_operator so JOIN pg_namespace sn ON sn.oid = so.oprnamespace WHERE so.oid = a.aggsortop) END"
            .to_owned(),
        "CASE p.proparallel WHEN 's' THEN ', PARALLEL = SAFE' WHEN 'r' THEN ', PARALLEL = RESTRICTED' ELSE '' END"
            .to_owned(),
        flag("a.aggkind = 'h'", "HYPOTHETICAL"),
    ];
    format!(
        "SELECT 'pg_proc'::regclass, p.oid, 'aggregate', p.pronamespace, p.proname::text, \
            coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*'), \
            format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s', n.nspname, p.proname, \
                coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*'), a.aggtransfn::regproc::text, \
                format_type(a.aggtranstype, NULL)) || {} || ')' \
            FROM pg_proc p JOIN pg_aggregate a ON a.aggfnoid = p.oid JOIN pg_namespace n ON n.oid = p.pronamespace \
            WHERE p.pronamespace IN ({within}) AND p.oid NOT IN {}",
        options.join(" || "),
        of_extension("pg_proc")
    )
}

fn collations(within: &str, version: u32) -> String {
    // The columns of a locale: manual, "pg_collation", of each version.
    let (locale, rules) = match version {
        ..150_000 => ("co.collcollate::text", "NULL::text"),
        150_000..160_000 => ("co.colliculocale", "NULL::text"),
        160_000..170_000 => ("co.colliculocale", "co.collicurules"),
        _ => ("co.colllocale", "co.collicurules"),
    };
    format!(
        "SELECT 'pg_collation'::regclass, co.oid, 'collation', co.collnamespace, co.collname::text, '', \
            format('CREATE COLLATION %I.%I (provider = %s', n.nspname, co.collname, \
                CASE co.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END) \
            || CASE WHEN co.collprovider IN ('i', 'b') THEN format(', locale = %L', {locale}) \
                WHEN co.collcollate = co.collctype THEN format(', locale = %L', co.collcollate) \
                ELSE format(', lc_collate = %L, lc_ctype = %L', co.collcollate, co.collctype) END \
            || CASE WHEN co.collisdeterministic THEN '' ELSE ', deterministic = false' END \
            || CASE WHEN {rules} IS NULL THEN '' ELSE format(', rules = %L', {rules}) END || ')' \
            FROM pg_collation co JOIN pg_namespace n ON n.oid = co.collnamespace \
            WHERE co.collnamespace IN ({within}) AND co.oid NOT IN {}",
        of_extension("pg_collation")
    )
}

/// An operator's name is no identifier, so its statement is begun in [`take`]. One without a function was only mentioned so far.
fn operators(within: &str) -> String {
    let side = |column: &str, word: &str| {
        format!("CASE WHEN o.{column} = 0 THEN '' ELSE ', {word} = ' || format_type(o.{column}, NULL) END")
    };
    let other = |column: &str, word: &str| {
        format!(
            "coalesce((SELECT format(', {word} = OPERATOR(%I.%s)', n.nspname, x.oprname) FROM pg_operator x \
                JOIN pg_namespace n ON n.oid = x.oprnamespace WHERE x.oid = o.{column}), '')"
        )
    };
    let argument =
        |column: &str| format!("CASE WHEN o.{column} = 0 THEN 'NONE' ELSE format_type(o.{column}, NULL) END");
    format!(
        "SELECT 'pg_operator'::regclass, o.oid, 'operator', o.oprnamespace, o.oprname::text, {} || ', ' || {}, \
            '(FUNCTION = ' || o.oprcode::regproc::text || {} || {} || {} || {} \
            || CASE WHEN o.oprrest = 0 THEN '' ELSE ', RESTRICT = ' || o.oprrest::regproc::text END \
            || CASE WHEN o.oprjoin = 0 THEN '' ELSE ', JOIN = ' || o.oprjoin::regproc::text END \
            || CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END || CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END || ')' \
            FROM pg_operator o WHERE o.oprnamespace IN ({within}) AND o.oprcode <> 0 AND o.oid NOT IN {}",
        argument("oprleft"),
        argument("oprright"),
        side("oprleft", "LEFTARG"),
        side("oprright", "RIGHTARG"),
        other("oprcom", "COMMUTATOR"),
        other("oprnegate", "NEGATOR"),
        of_extension("pg_operator")
    )
}

/// Casts that name a type or a function of a namespace that is read.
fn casts(within: &str) -> String {
    format!(
        "SELECT 'pg_cast'::regclass, k.oid, 'cast', 0::oid, 'cast', format_type(k.castsource, NULL) || ' AS ' || format_type(k.casttarget, NULL), \
            format('CREATE CAST (%s AS %s) %s%s', format_type(k.castsource, NULL), format_type(k.casttarget, NULL), \
                CASE k.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || k.castfunc::regprocedure::text WHEN 'i' THEN 'WITH INOUT' \
                    ELSE 'WITHOUT FUNCTION' END, \
                CASE k.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END) \
            FROM pg_cast k JOIN pg_type s ON s.oid = k.castsource JOIN pg_type t ON t.oid = k.casttarget \
            LEFT JOIN pg_proc p ON p.oid = k.castfunc \
            WHERE (s.typnamespace IN ({within}) OR t.typnamespace IN ({within}) OR p.pronamespace IN ({within})) \
                AND k.oid NOT IN {} AND k.oid NOT IN \
                    (SELECT objid FROM pg_depend WHERE classid = 'pg_cast'::regclass AND deptype = 'i')",
        of_extension("pg_cast")
    )
}

fn text_search(within: &str) -> String {
    format!(
        "SELECT 'pg_ts_dict'::regclass, d.oid, 'text search dictionary', d.dictnamespace, d.dictname::text, '', \
            format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I%s)', n.nspname, d.dictname, tn.nspname, t.tmplname, \
                coalesce(', ' || d.dictinitoption, '')) \
            FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace JOIN pg_ts_template t ON t.oid = d.dicttemplate \
            JOIN pg_namespace tn ON tn.oid = t.tmplnamespace WHERE d.dictnamespace IN ({within}) AND d.oid NOT IN {} \
        UNION ALL SELECT 'pg_ts_config'::regclass, c.oid, 'text search configuration', c.cfgnamespace, c.cfgname::text, '', \
            format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname, c.cfgname, pn.nspname, p.prsname) \
            || coalesce((SELECT string_agg(format(E';\\nALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s', n.nspname, \
                    c.cfgname, m.alias, m.dictionaries), '' ORDER BY m.alias) \
                FROM (SELECT tt.alias, string_agg(format('%I.%I', dn.nspname, d.dictname), ', ' ORDER BY m.mapseqno) AS dictionaries \
                    FROM pg_ts_config_map m JOIN ts_token_type(c.cfgparser) tt ON tt.tokid = m.maptokentype \
                    JOIN pg_ts_dict d ON d.oid = m.mapdict JOIN pg_namespace dn ON dn.oid = d.dictnamespace \
                    WHERE m.mapcfg = c.oid GROUP BY tt.alias) AS m), '') \
            FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace JOIN pg_ts_parser p ON p.oid = c.cfgparser \
            JOIN pg_namespace pn ON pn.oid = p.prsnamespace WHERE c.cfgnamespace IN ({within}) AND c.oid NOT IN {}",
        of_extension("pg_ts_dict"),
        of_extension("pg_ts_config")
    )
}

fn statistics(within: &str) -> String {
    format!(
        "SELECT 'pg_statistic_ext'::regclass, s.oid, 'statistics', s.stxnamespace, s.stxname::text, '', \
            pg_get_statisticsobjdef(s.oid) \
            FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid \
            WHERE s.stxnamespace IN ({within}) AND c.relnamespace IN ({within}) AND s.oid NOT IN {} AND s.stxrelid NOT IN {}",
        of_extension("pg_statistic_ext"),
        of_extension("pg_class")
    )
}

/// Kinds that have no place in a schema, by name.
fn nameless(within: &str) -> String {
    let named = |catalog: &str, kind: &str, name: &str, namespace: &str, condition: &str| {
        format!(
            "SELECT '{catalog}'::regclass, x.oid, '{kind}', x.{namespace}, x.{name}::text, '', NULL::text FROM {catalog} x \
                WHERE x.{namespace} IN ({within}) AND x.oid NOT IN {}{condition}",
            of_extension(catalog)
        )
    };
    [
        // A class's family of its own comes with it.
        named("pg_opclass", "operator class", "opcname", "opcnamespace", ""),
        named(
            "pg_opfamily",
            "operator family",
            "opfname",
            "opfnamespace",
            " AND NOT EXISTS (SELECT FROM pg_opclass oc WHERE oc.opcfamily = x.oid)",
        ),
        named("pg_conversion", "conversion", "conname", "connamespace", ""),
        named("pg_ts_parser", "text search parser", "prsname", "prsnamespace", ""),
        named("pg_ts_template", "text search template", "tmplname", "tmplnamespace", ""),
    ]
    .join(" UNION ALL ")
}

/// What belongs to the database. The procedural language that every database starts with is left out.
fn of_database() -> String {
    let named = |catalog: &str, kind: &str, name: &str, condition: &str| {
        format!(
            "SELECT '{catalog}'::regclass, x.oid, '{kind}', 0::oid, x.{name}::text, '', NULL::text FROM {catalog} x \
                WHERE x.oid >= 16384 AND x.oid NOT IN {}{condition}",
            of_extension(catalog)
        )
    };
    [
        "SELECT 'pg_extension'::regclass, e.oid, 'extension', e.extnamespace, e.extname::text, n.nspname::text, e.extversion \
            FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql'"
            .to_owned(),
        format!(
            "SELECT 'pg_event_trigger'::regclass, e.oid, 'event trigger', 0::oid, e.evtname::text, \
                CASE e.evtenabled WHEN 'O' THEN '' ELSE e.evtenabled::text END, \
                format('CREATE EVENT TRIGGER %I ON %I', e.evtname, e.evtevent) \
                || CASE WHEN e.evttags IS NULL THEN '' ELSE (SELECT ' WHEN TAG IN (' || string_agg(quote_literal(g), ', ' ORDER BY g) \
                    || ')' FROM unnest(e.evttags) g) END || ' EXECUTE FUNCTION ' || e.evtfoid::regproc::text || '()' \
                FROM pg_event_trigger e WHERE e.oid NOT IN {}",
            of_extension("pg_event_trigger")
        ),
        named("pg_foreign_data_wrapper", "foreign-data wrapper", "fdwname", ""),
        named("pg_foreign_server", "server", "srvname", ""),
        named("pg_language", "language", "lanname", ""),
        named("pg_am", "access method", "amname", ""),
        named("pg_publication", "publication", "pubname", ""),
    ]
    .join(" UNION ALL ")
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let class = fields.own_text()?;
    let oid = fields.oid()?;
    let word = fields.own_text()?;
    let namespace = fields.oid()?;
    let name = fields.own_text()?;
    let arguments = fields.own_text()?;
    let definition = fields.own_text_if_any()?;
    let comment = fields.own_text_if_any()?;
    if is_companion(&name) {
        return Ok(());
    }
    let kind = ObjectKind::named(&word);
    let (Some(kind), Some(definition)) = (kind, definition) else {
        let name = draft.names.object(namespace, name);
        draft.not_compared(format!("{word} {name}"), &format!("{word}s are not compared"));
        return Ok(());
    };
    let engine = Engine::Postgres;
    let mut object = match kind {
        ObjectKind::Extension => {
            // `arguments` is the namespace's name, `definition` the version.
            let at = draft.names.referred(arguments, String::new()).namespace;
            let at = at.map(|namespace| format!(" WITH SCHEMA {}", engine.quote(&namespace))).unwrap_or_default();
            let text = format!("CREATE EXTENSION {}{at} VERSION {}", engine.quote(&name), engine.literal(&definition));
            Object::new(ObjectId::new(kind, ObjectName::new(name)), Sql::new(engine, text))
        }
        ObjectKind::EventTrigger => {
            if !arguments.is_empty() {
                let reason = "that it is disabled, or fires on replicas, is not compared";
                draft.not_compared(format!("event trigger {name}"), reason);
            }
            Object::new(ObjectId::new(kind, ObjectName::new(name)), draft.names.sql(&definition))
        }
        ObjectKind::Operator => {
            let name = draft.names.object(namespace, name);
            let at = name.namespace.as_ref().map(|namespace| format!("{}.", engine.quote(namespace)));
            let text = format!("CREATE OPERATOR {}{} {definition}", at.unwrap_or_default(), name.name);
            let arguments = draft.names.text(&arguments).into_owned();
            Object::new(ObjectId { kind, name, arguments }, draft.names.sql(&text))
        }
        _ => {
            let name = match kind {
                ObjectKind::Cast => ObjectName::new(name),
                _ => draft.names.object(namespace, name),
            };
            let arguments = draft.names.text(&arguments).into_owned();
            // What is stored is a statement that makes; whether it replaces is the planner's to say.
            let definition = definition.replacen("CREATE OR REPLACE ", "CREATE ", 1);
            Object::new(ObjectId { kind, name, arguments }, draft.names.sql(definition.trim_end()))
        }
    };
    // An extension's comment comes from its control file.
    object.comment = comment.filter(|_| kind != ObjectKind::Extension);
    draft.known.insert((class, oid), object.id.clone());
    draft.add_object(object);
    Ok(())
}
