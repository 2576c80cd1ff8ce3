//! Where requests come from: files, a pattern, or a pattern and what differs from it.

use std::path::{Path, PathBuf};

use chancery_domain::request::RequestInput;
use chancery_operations::{Error, request};

use super::read;
use crate::context::Context;

/// What `request new` was told.
pub(in crate::commands) struct Source<'a> {
    pub(super) files: &'a [PathBuf],
    pub(super) like: Option<&'a str>,
    pub(super) from: Option<&'a Path>,
    pub(super) agent: Option<&'a str>,
    pub(super) csr: Option<&'a Path>,
}

impl Source<'_> {
    /// The inputs; with a signing request, or for a named agent, there is one of them.
    pub(in crate::commands) fn inputs(
        &self,
        context: &Context,
    ) -> Result<Vec<RequestInput>, Error> {
        let pattern = self.pattern(context)?;
        let mut inputs = match (&pattern, self.files) {
            (Some(pattern), []) => vec![pattern.clone()],
            (pattern, files) => files
                .iter()
                .map(|file| input(pattern.as_ref(), file))
                .collect::<Result<_, _>>()?,
        };
        if self.csr.is_none() && self.agent.is_none() {
            return Ok(inputs);
        }
        let [input] = inputs.as_mut_slice() else {
            return Err(Error::InputForm {
                detail: "--csr and --agent go with one request".to_owned(),
            });
        };
        if let Some(agent) = self.agent {
            agent.clone_into(&mut input.agent_id);
        }
        if let Some(csr) = self.csr {
            input.csr = Some(request::csr_text(&read(csr)?));
        }
        Ok(inputs)
    }

    fn pattern(&self, context: &Context) -> Result<Option<RequestInput>, Error> {
        if let Some(like) = self.like {
            return request::template(&context.workspace, like, self.agent).map(Some);
        }
        let json = self.from.map(read).transpose()?;
        json.map(|json| request::parse_input(&json)).transpose()
    }
}

fn input(pattern: Option<&RequestInput>, file: &Path) -> Result<RequestInput, Error> {
    let json = read(file)?;
    match pattern {
        Some(pattern) => request::overlay(pattern, &json),
        None => request::parse_input(&json),
    }
}
