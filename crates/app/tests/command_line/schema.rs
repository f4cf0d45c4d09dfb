//! The JSON of a plan is what `lumbago schema` promises.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::support::{PLANS, json, lumbago};

/// The part of JSON Schema that the schema of a plan uses; any other word of it is refused, so
/// that nothing is promised and not looked at.
struct Schema {
    root: Value,
}

type Found = Result<(), String>;

impl Schema {
    fn of_a_plan() -> Self {
        let ran = lumbago(&["schema"]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        Self { root: serde_json::from_str(&ran.out).unwrap() }
    }

    fn check(&self, at: &str, schema: &Value, value: &Value) -> Found {
        let Value::Object(words) = schema else {
            return match schema {
                Value::Bool(true) => Ok(()),
                other => Err(format!("{at}: {other} is no schema")),
            };
        };
        words.iter().try_for_each(|(word, rule)| self.check_word(at, words, word, rule, value))
    }

    fn check_word(
        &self,
        at: &str,
        words: &Map<String, Value>,
        word: &str,
        rule: &Value,
        value: &Value,
    ) -> Found {
        let wrong = || Err(format!("{at}: {value} breaks {word} {rule}"));
        let fits = |holds: bool| if holds { Ok(()) } else { wrong() };
        let number = |rule: &Value| Some((value.as_f64()?, rule.as_f64()?));
        match word {
            "$schema" | "$defs" | "title" | "description" | "default" => Ok(()),
            "$ref" => {
                let path = rule.as_str().and_then(|path| path.strip_prefix('#')).unwrap();
                self.check(at, self.root.pointer(path).unwrap(), value)
            }
            "type" => fits(match rule {
                Value::Array(kinds) => kinds.iter().any(|kind| is_of(kind, value)),
                kind => is_of(kind, value),
            }),
            "const" => fits(value == rule),
            "enum" => fits(rule.as_array().unwrap().contains(value)),
            "format" => fits(value.is_null() || value.is_number()),
            "minimum" => fits(number(rule).is_none_or(|(value, least)| value >= least)),
            "maximum" => fits(number(rule).is_none_or(|(value, most)| value <= most)),
            "minItems" | "maxItems" => {
                let length = value.as_array().map(|list| list.len() as u64);
                let bound = rule.as_u64().unwrap();
                fits(length.is_none_or(|length| match word {
                    "minItems" => length >= bound,
                    _ => length <= bound,
                }))
            }
            "required" => {
                let has = |name: &Value| value.get(name.as_str().unwrap()).is_some();
                fits(!value.is_object() || rule.as_array().unwrap().iter().all(has))
            }
            "properties" => {
                let Value::Object(rows) = value else { return Ok(()) };
                rows.iter().try_for_each(|(name, value)| {
                    let schema = rule.get(name).ok_or(format!("{at}: `{name}` is not promised"))?;
                    self.check(&format!("{at}/{name}"), schema, value)
                })
            }
            "items" | "prefixItems" => {
                let Value::Array(list) = value else { return Ok(()) };
                let before = words.get("prefixItems").and_then(Value::as_array);
                let first = if word == "items" { before.map_or(0, Vec::len) } else { 0 };
                list.iter().enumerate().skip(first).try_for_each(|(index, value)| {
                    let schema = if word == "items" { Some(rule) } else { rule.get(index) };
                    schema.map_or(Ok(()), |schema| {
                        self.check(&format!("{at}/{index}"), schema, value)
                    })
                })
            }
            "anyOf" | "oneOf" => {
                let tried: Vec<Found> = rule
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|schema| self.check(at, schema, value))
                    .collect();
                let fitting = tried.iter().filter(|found| found.is_ok()).count();
                if fitting == 1 || (word == "anyOf" && fitting > 1) {
                    return Ok(());
                }
                let why: Vec<String> = tried.into_iter().filter_map(Result::err).collect();
                Err(format!("{at}: {fitting} of {word} fit; {}", why.join("; ")))
            }
            other => Err(format!("{at}: this test knows nothing of `{other}`")),
        }
    }
}

fn is_of(kind: &Value, value: &Value) -> bool {
    match kind.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("`{other}` is no type of JSON"),
    }
}

#[test]
fn every_plan_keeps_the_schema() {
    let schema = Schema::of_a_plan();
    for (name, plans) in PLANS.iter() {
        for plan in plans {
            schema.check(name, &schema.root, plan).unwrap();
        }
    }
}

#[test]
fn a_plan_that_breaks_the_schema_is_seen() {
    let schema = Schema::of_a_plan();
    let (_, [plan, _]) = PLANS.iter().find(|(name, _)| name == "sciatica-plain").unwrap();
    let broken = |path: &str, value: Value| {
        let mut plan = plan.clone();
        *plan.pointer_mut(path).unwrap() = value;
        schema.check("plan", &schema.root, &plan).is_err()
    };
    assert!(broken("/urgency", "soon".into()));
    assert!(broken("/today", 20_261_121.into()));
    assert!(broken("/sources/0", Value::Object(Map::new())));
    assert!(broken("/summary/0/blocks/0/kind", "picture".into()));
    assert!(broken("/within_days", (-1).into()));
    assert!(broken("/within_days", 300.into()));
}

#[test]
fn every_part_that_the_schema_promises_is_shown_by_some_plan() {
    let schema = Schema::of_a_plan();
    // An interview that stopped after something that a clinician must see today.
    let stopped = json("leg_weak = \"foot-drop\"\nleg_weak_speed = \"days\"");
    schema.check("stopped", &schema.root, &stopped).unwrap();
    assert_eq!(stopped["urgency"], "incomplete");
    let promised = schema.root["properties"].as_object().unwrap();
    let is_shown = |value: &Value| match value {
        Value::Null => false,
        Value::Array(list) => !list.is_empty(),
        _ => true,
    };
    let shown: BTreeSet<&String> = PLANS
        .iter()
        .flat_map(|(_, plans)| plans)
        .chain([&stopped])
        .flat_map(|plan| plan.as_object().unwrap())
        .filter(|(_, value)| is_shown(value))
        .map(|(part, _)| part)
        .collect();
    let missing: Vec<_> = promised.keys().filter(|part| !shown.contains(part)).collect();
    assert!(missing.is_empty(), "no plan shows {missing:?}");
}
