//! Native file dialogs. The program opens them, not the page: the page needs no
//! permission for it, and learns nothing but what the command answers.

use std::path::PathBuf;

use chancery_domain::Language;
use tauri::WebviewWindow;
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder, FilePath};

/// What a dialog is for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Title {
    /// Choosing a workspace.
    OpenWorkspace,
    /// Saving a certificate.
    ExportCertificate,
    /// Saving a report.
    ExportReport,
    /// Saving a calendar of reminders.
    ExportReminders,
    /// Choosing a certificate signing request.
    ChooseCsr,
    /// Choosing a PKCS#11 module.
    ChooseModule,
    /// Saving the receipt of an event.
    SaveReceipt,
    /// Choosing where the log is exported to.
    ExportLog,
    /// Saving what a witness is asked.
    SaveWitnessRequest,
    /// Choosing what a witness answered.
    OpenCosignature,
    /// Choosing what this workstation is asked to cosign.
    OpenWitnessRequest,
    /// Saving a cosignature.
    SaveCosignature,
    /// Saving a query for a time stamp.
    SaveTimestampQuery,
    /// Choosing the answer of an authority.
    OpenTimestampAnswer,
    /// Saving a backup.
    SaveBackup,
    /// Choosing a file of requests.
    ChooseImport,
    /// Choosing a file with an approval policy.
    ChoosePolicy,
    /// Saving a calendar of what waits.
    SaveCalendar,
}

impl Title {
    /// The words on the dialog.
    pub(crate) fn words(self, language: Language) -> &'static str {
        match (language, self) {
            (Language::En, Self::OpenWorkspace) => "Open a workspace",
            (Language::En, Self::ExportCertificate) => "Export certificate",
            (Language::En, Self::ExportReminders) => "Save reminders",
            (Language::De, Self::ExportReminders) => "Erinnerungen speichern",
            (Language::En, Self::ExportReport) => "Save a copy of the report",
            (Language::En, Self::ChooseCsr) => "Choose a certificate signing request",
            (Language::En, Self::ChooseModule) => "Choose a PKCS#11 module",
            (Language::De, Self::ChooseModule) => "PKCS#11-Modul wählen",
            (Language::De, Self::ChooseCsr) => "Zertifikatsantrag wählen",
            (Language::De, Self::OpenWorkspace) => "Arbeitsbereich öffnen",
            (Language::De, Self::ExportCertificate) => "Zertifikat ausgeben",
            (Language::De, Self::ExportReport) => "Kopie des Berichts speichern",
            (Language::En, Self::SaveReceipt) => "Save the proof receipt",
            (Language::De, Self::SaveReceipt) => "Nachweis speichern",
            (Language::En, Self::ExportLog) => "Choose a folder for the log",
            (Language::De, Self::ExportLog) => "Ordner für das Protokoll wählen",
            (Language::En, Self::SaveWitnessRequest) => "Save the request to the witness",
            (Language::De, Self::SaveWitnessRequest) => "Anfrage an den Zeugen speichern",
            (Language::En, Self::OpenCosignature) => "Choose the answer of the witness",
            (Language::De, Self::OpenCosignature) => "Antwort des Zeugen wählen",
            (Language::En, Self::OpenWitnessRequest) => "Choose the checkpoint to cosign",
            (Language::De, Self::OpenWitnessRequest) => "Prüfpunkt zum Gegenzeichnen wählen",
            (Language::En, Self::SaveCosignature) => "Save the cosignature",
            (Language::De, Self::SaveCosignature) => "Gegenzeichnung speichern",
            (Language::En, Self::SaveTimestampQuery) => "Save the query for a time stamp",
            (Language::De, Self::SaveTimestampQuery) => "Zeitstempel-Anfrage speichern",
            (Language::En, Self::OpenTimestampAnswer) => "Choose the time stamp",
            (Language::De, Self::OpenTimestampAnswer) => "Zeitstempel wählen",
            (Language::En, Self::SaveBackup) => "Save the backup",
            (Language::De, Self::SaveBackup) => "Sicherung speichern",
            (Language::En, Self::ChooseImport) => "Choose a file of requests",
            (Language::De, Self::ChooseImport) => "Datei mit Anträgen wählen",
            (Language::En, Self::ChoosePolicy) => "Choose an approval policy",
            (Language::De, Self::ChoosePolicy) => "Genehmigungsregeln wählen",
            (Language::En, Self::SaveCalendar) => "Save what waits as a calendar",
            (Language::De, Self::SaveCalendar) => "Was ansteht als Kalender speichern",
        }
    }
}

/// Asks for a folder that exists; `None` if the person cancelled.
///
/// Blocks, so it belongs in a command that runs off the main thread.
pub(crate) fn pick_folder(window: &WebviewWindow, title: &str) -> Option<PathBuf> {
    #[cfg(feature = "e2e")]
    if let Some(prepared) = prepared_answer() {
        return prepared;
    }
    local(over(window, title).blocking_pick_folder())
}

/// Asks for a file that exists; `None` if the person cancelled.
///
/// Blocks, so it belongs in a command that runs off the main thread.
pub(crate) fn pick_file(window: &WebviewWindow, title: &str) -> Option<PathBuf> {
    #[cfg(feature = "e2e")]
    if let Some(prepared) = prepared_answer() {
        return prepared;
    }
    local(over(window, title).blocking_pick_file())
}

/// Asks where to save a file, proposing `name`; `None` if the person cancelled.
///
/// Blocks, so it belongs in a command that runs off the main thread.
pub(crate) fn save_file(window: &WebviewWindow, title: &str, name: &str) -> Option<PathBuf> {
    #[cfg(feature = "e2e")]
    if let Some(prepared) = prepared_answer() {
        return prepared;
    }
    local(over(window, title).set_file_name(name).blocking_save_file())
}

fn over(window: &WebviewWindow, title: &str) -> FileDialogBuilder<tauri::Wry> {
    window.dialog().file().set_parent(window).set_title(title)
}

/// Only files of this machine: a URL of another kind counts as no answer.
fn local(answer: Option<FilePath>) -> Option<PathBuf> {
    answer?.into_path().ok()
}

/// The answer that a test left in the home folder for the next dialog: a path,
/// or nothing for "Cancel". Without one, the real dialog opens. Used once.
#[cfg(feature = "e2e")]
fn prepared_answer() -> Option<Option<PathBuf>> {
    let note = PathBuf::from(std::env::var_os("HOME")?).join(".next-file-dialog");
    let answer = std::fs::read_to_string(&note).ok()?;
    std::fs::remove_file(&note).expect("a note that was read can be removed");
    Some((!answer.is_empty()).then(|| PathBuf::from(answer)))
}
