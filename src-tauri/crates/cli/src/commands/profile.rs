//! `profile list`. Profiles are the program's own: no workspace is needed.

use chancery_operations::{Error, request, view::ProfileView};
use serde::Serialize;

use crate::{
    arguments::{Global, ProfileVerb},
    output::{Output, Verdict, table},
};

#[derive(Serialize)]
struct Profiles {
    profiles: Vec<ProfileView>,
}

pub(crate) fn run(
    global: &Global,
    verb: &ProfileVerb,
    output: &mut Output,
) -> Result<Verdict, Error> {
    match verb {
        ProfileVerb::List => {
            let profiles = request::profiles(global.language());
            output.show(&Profiles { profiles }, |view| {
                let rows: Vec<Vec<String>> = view
                    .profiles
                    .iter()
                    .map(|profile| {
                        vec![
                            profile.id.clone(),
                            profile.version.to_string(),
                            profile.label.clone(),
                            format!("{} / {} d", profile.default_days, profile.cap_days),
                            profile.algorithms.join(", "),
                            profile.key_usage.join(", "),
                        ]
                    })
                    .collect();
                table(
                    &[
                        "Profile",
                        "Version",
                        "Name",
                        "Default / cap",
                        "Keys",
                        "Key usage",
                    ],
                    &rows,
                )
            });
        }
    }
    Ok(Verdict::Done)
}
