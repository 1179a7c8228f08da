//! The files of an export: in a folder, in a zip archive, or a single file.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::error::ConvertError;

/// Bytes that are read at a time.
const BUFFER: usize = 256 << 10;

/// The folder, archive or file that holds the export.
pub struct Archive {
    path: PathBuf,
    files: ArchiveFiles,
}

enum ArchiveFiles {
    Folder,
    Zip(Box<ZipArchive<BufReader<File>>>),
    One,
}

impl Archive {
    /// # Errors
    /// Nothing is at the path, or it cannot be read.
    pub fn open(path: &Path) -> Result<Archive, ConvertError> {
        let failed = |cause| ConvertError::Read {
            name: path.display().to_string(),
            cause,
        };
        let metadata = fs::metadata(path).map_err(failed)?;
        let files = if metadata.is_dir() {
            ArchiveFiles::Folder
        } else if starts_like_zip(path).map_err(failed)? {
            let file = BufReader::new(File::open(path).map_err(failed)?);
            let zip = ZipArchive::new(file).map_err(|error| ConvertError::Zip {
                name: path.display().to_string(),
                cause: error.to_string(),
            })?;
            ArchiveFiles::Zip(Box::new(zip))
        } else {
            ArchiveFiles::One
        };
        Ok(Archive {
            path: path.to_owned(),
            files,
        })
    }

    /// The export's name in messages.
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The names of the files at the top level, or one level down in an archive that has no files at the
    /// top level. Empty for a single file.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn top_files(&self) -> Result<Vec<String>, ConvertError> {
        let mut names = match &self.files {
            ArchiveFiles::One => Vec::new(),
            ArchiveFiles::Zip(zip) => {
                // No file that is looked for has a name that is not UTF-8.
                let mut names: Vec<String> = zip
                    .file_names()
                    .filter_map(|name| Some(name.ok()?.into_owned()))
                    // macOS puts files of its own into archives.
                    .filter(|name| !name.ends_with('/') && !name.starts_with("__MACOSX/"))
                    .collect();
                let depth = |name: &String| name.matches('/').count();
                let top = usize::from(names.iter().all(|name| depth(name) > 0));
                names.retain(|name| depth(name) == top);
                self.check_folders(&names)?;
                names
            }
            ArchiveFiles::Folder => {
                let failed = |cause| ConvertError::Read {
                    name: self.name(),
                    cause,
                };
                let mut names = Vec::new();
                for entry in fs::read_dir(&self.path).map_err(failed)? {
                    let entry = entry.map_err(failed)?;
                    let name = entry.file_name().to_string_lossy().into_owned();
                    // A link to a file counts as one.
                    let found = fs::metadata(entry.path());
                    let is_file = found.as_ref().is_ok_and(fs::Metadata::is_file);
                    // One that cannot be read must not pass for one that is not there.
                    if !is_file && is_part(&name) {
                        let not_a_file = || io::Error::other("it is not a file");
                        return Err(ConvertError::Read {
                            cause: found.err().unwrap_or_else(not_a_file),
                            name: self.name_of(&name),
                        });
                    }
                    if is_file {
                        names.push(name);
                    }
                }
                names
            }
        };
        names.sort();
        Ok(names)
    }

    /// Refuses an archive of several exports: parts of each would be taken for one.
    fn check_folders(&self, names: &[String]) -> Result<(), ConvertError> {
        let folders = names.iter().filter(|name| is_part(name));
        let mut folders = folders.filter_map(|name| Some(name.split_once('/')?.0));
        let Some(first) = folders.next() else {
            return Ok(());
        };
        match folders.find(|folder| *folder != first) {
            Some(other) => Err(ConvertError::Item {
                name: self.name(),
                message: format!(
                    "it has several folders at the top level, `{first}` and `{other}` among them: \
                     unpack it, and give one of them"
                ),
            }),
            None => Ok(()),
        }
    }

    /// The file at the top level with this name.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn find(&self, name: &str) -> Result<Option<String>, ConvertError> {
        let is_it = |file: &String| file.rsplit('/').next() == Some(name);
        Ok(self.top_files()?.into_iter().find(is_it))
    }

    /// The only file at the top level with one of these endings, or the single file itself.
    ///
    /// # Errors
    /// No file has such an ending, or several have.
    pub fn only_file(
        &self,
        service: &'static str,
        endings: &[&str],
    ) -> Result<String, ConvertError> {
        if matches!(self.files, ArchiveFiles::One) {
            return Ok(String::new());
        }
        let mut files = self.top_files()?;
        files.retain(|name| endings.iter().any(|ending| name.ends_with(ending)));
        let endings = endings.join(" or ");
        match &files[..] {
            [file] => Ok(file.clone()),
            [] => Err(self.not_an_export(
                service,
                format!("it has no {endings} file at the top level"),
            )),
            files => {
                let reason = format!(
                    "it has {} {endings} files at the top level; give one of them instead",
                    files.len()
                );
                Err(self.not_an_export(service, reason))
            }
        }
    }

    pub fn not_an_export(&self, service: &'static str, reason: impl Into<String>) -> ConvertError {
        ConvertError::NotAnExport {
            path: self.name(),
            service,
            reason: reason.into(),
        }
    }

    /// A file's name in messages.
    pub fn name_of(&self, file: &str) -> String {
        match self.files {
            ArchiveFiles::One => self.name(),
            ArchiveFiles::Folder => self.path.join(file).display().to_string(),
            ArchiveFiles::Zip(_) => format!("{}:{file}", self.path.display()),
        }
    }

    /// Opens one of the files, or the single file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(&mut self, file: &str) -> Result<Box<dyn Read + '_>, ConvertError> {
        let name = self.name_of(file);
        let failed = |cause| ConvertError::Read {
            name: name.clone(),
            cause,
        };
        Ok(match &mut self.files {
            ArchiveFiles::One => buffered(File::open(&self.path).map_err(failed)?),
            ArchiveFiles::Folder => buffered(File::open(self.path.join(file)).map_err(failed)?),
            ArchiveFiles::Zip(zip) => {
                let file = zip.by_name(file).map_err(|error| ConvertError::Zip {
                    name,
                    cause: error.to_string(),
                })?;
                buffered(file)
            }
        })
    }

    /// Whether the export is a single file.
    pub fn is_one_file(&self) -> bool {
        matches!(self.files, ArchiveFiles::One)
    }
}

/// Whether the name is that of a part of an export, and not of something that lies beside one.
fn is_part(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or_default();
    matches!(name, "users.json" | "channels.json" | "groups.json") || name.ends_with(".jsonl")
}

fn buffered<'a>(reader: impl Read + 'a) -> Box<dyn Read + 'a> {
    Box::new(BufReader::with_capacity(BUFFER, reader))
}

/// Whether the content is that of a zip archive. The name does not matter.
fn starts_like_zip(path: &Path) -> io::Result<bool> {
    let mut first = Vec::new();
    File::open(path)?.take(4).read_to_end(&mut first)?;
    Ok(first == b"PK\x03\x04" || first == b"PK\x05\x06")
}
