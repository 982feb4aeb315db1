//! What a model is asked: a file with the parts of a question, into which the article is put.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::model::schema::Role;

/// The template that is used when none is given.
const DEFAULT: &str = include_str!("../../../assets/chat/en.txt");

/// A part of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// What the model is.
    System,
    /// What it is asked, with the article.
    User,
    /// What it is asked, where the article has a field of its own.
    Instruction,
    /// What is asked for in a layer of this role.
    Task(TaskRole),
}

/// The role of a layer, in the order of the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TaskRole {
    Entity,
    Claim,
    Figure,
    None,
}

impl From<Role> for TaskRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Entity => Self::Entity,
            Role::Claim => Self::Claim,
            Role::Figure => Self::Figure,
            Role::None => Self::None,
        }
    }
}

impl Part {
    /// Every part, with its name and what may stand in for words in it; the first of these must.
    const ALL: [(Self, &'static str, &'static [&'static str]); 7] = [
        (Self::System, "system", &[]),
        (Self::User, "user", &["text", "tasks"]),
        (Self::Instruction, "instruction", &["tasks"]),
        (Self::Task(TaskRole::Entity), "entity", TASK),
        (Self::Task(TaskRole::Claim), "claim", TASK),
        (Self::Task(TaskRole::Figure), "figure", TASK),
        (Self::Task(TaskRole::None), "none", TASK),
    ];
}

/// What may stand in for words in what is asked for in a layer.
const TASK: &[&str] = &["key", "layer", "labels"];

/// What a model is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// What its file is called, for the command line that the data set is made with; empty where it is built in.
    pub(in crate::exchange) file: String,
    /// The text of each part, without the empty lines around it.
    parts: BTreeMap<Part, String>,
}

/// Why a file is no template.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TemplateError {
    /// A part that there is not.
    #[error("line {line}: there is no part [{name}]; there are {known}", known = known())]
    UnknownPart {
        /// The line, from 1.
        line: usize,
        /// The name that stands there.
        name: String,
    },
    /// Words in front of the first part that are no remark.
    #[error("line {line} stands in no part; begin one with a line such as [user]")]
    NoPart {
        /// The line, from 1.
        line: usize,
    },
    /// A part that does not say where what it is for goes.
    #[error("the part [{part}] has no {{{wanted}}}")]
    Lacks {
        /// The part.
        part: &'static str,
        /// What must stand in it.
        wanted: &'static str,
    },
}

fn known() -> String {
    Part::ALL.map(|(_, name, _)| format!("[{name}]")).join(", ")
}

impl Default for Template {
    fn default() -> Self {
        // A test reads it.
        Self { file: String::new(), parts: parse(DEFAULT).unwrap_or_default() }
    }
}

impl Template {
    /// Reads the template of the file that is called `file`. Parts that it leaves out are as they are without one.
    pub fn read(text: &str, file: &str) -> Result<Self, TemplateError> {
        let own = parse(text)?;
        for (part, name, marks) in Part::ALL {
            if let (Some(text), Some(wanted)) = (own.get(&part), marks.first())
                && !text.contains(&format!("{{{wanted}}}"))
            {
                return Err(TemplateError::Lacks { part: name, wanted });
            }
        }
        let mut parts = Self::default().parts;
        parts.extend(own);
        Ok(Self { file: file.to_owned(), parts })
    }

    /// What is built in, as if it stood in a file that is called `file`: for the name alone, where nothing is asked.
    pub fn called(file: &str) -> Self {
        Self { file: file.to_owned(), ..Self::default() }
    }

    /// A part with `words` in place of what stands in for them. What was put in is not looked at again.
    pub(super) fn fill(&self, part: Part, words: &[(&str, &str)]) -> String {
        let mut rest = self.parts.get(&part).map_or("", String::as_str);
        let mut out = String::new();
        loop {
            let next = words.iter().filter_map(|(name, words)| {
                let mark = format!("{{{name}}}");
                rest.find(&mark).map(|at| (at, mark.len(), *words))
            });
            let Some((at, length, words)) = next.min() else { break };
            out.push_str(&rest[..at]);
            out.push_str(words);
            rest = &rest[at + length..];
        }
        out.push_str(rest);
        out
    }
}

/// The parts of a file.
fn parse(text: &str) -> Result<BTreeMap<Part, String>, TemplateError> {
    let mut parts: BTreeMap<Part, String> = BTreeMap::new();
    let mut current = None;
    for (number, line) in text.lines().enumerate() {
        let line_number = number + 1;
        if let Some(name) = line.trim_end().strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            let known = Part::ALL.iter().find(|(_, known, _)| *known == name);
            let unknown = || TemplateError::UnknownPart { line: line_number, name: name.to_owned() };
            let (part, ..) = known.ok_or_else(unknown)?;
            current = Some(*part);
            parts.insert(*part, String::new());
        } else if let Some(part) = current {
            let text = parts.entry(part).or_default();
            text.push_str(line);
            text.push('\n');
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            return Err(TemplateError::NoPart { line: line_number });
        }
    }
    for text in parts.values_mut() {
        *text = text.trim().to_owned();
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_of_the_program_has_every_part() {
        let parts = parse(DEFAULT).unwrap();
        assert_eq!(parts.len(), Part::ALL.len());
        assert_eq!(Template::read(DEFAULT, ""), Ok(Template::default()));
        for (part, _, marks) in Part::ALL {
            assert!(
                marks.first().is_none_or(|mark| parts[&part].contains(&format!("{{{mark}}}"))),
                "{part:?}"
            );
        }
    }

    #[test]
    fn what_is_put_in_is_not_looked_at_again() {
        let template = Template::read(
            "# left out\n\n[user]\n# Article\n{text} and {text} {\"a\": 1} {tasks}{other}\n",
            "",
        )
        .unwrap();
        let words = [("text", "{tasks} {text}"), ("tasks", "both")];
        assert_eq!(
            template.fill(Part::User, &words),
            "# Article\n{tasks} {text} and {tasks} {text} {\"a\": 1} both{other}"
        );
        assert_eq!(template.fill(Part::System, &[]), Template::default().fill(Part::System, &[]));
    }

    #[test]
    fn what_is_wrong_with_a_template_is_said_with_its_line() {
        let said = |text| Template::read(text, "").unwrap_err().to_string();
        assert_eq!(
            said("\n# a\nHello\n[user]\n{text}"),
            "line 3 stands in no part; begin one with a line such as [user]"
        );
        assert_eq!(said("[user]\nSay something."), "the part [user] has no {text}");
        assert!(
            said("[user]\n{text}\n[answer]\n")
                .starts_with("line 3: there is no part [answer]; there are [system], ")
        );
    }
}
