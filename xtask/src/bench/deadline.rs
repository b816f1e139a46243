//! When a part has to be over. Commands that have not ended by then are ended, with all that they
//! started, so that a part keeps to its time whatever the machine does.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::Failure;

/// A moment after which nothing goes on; without one, never.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(Option<Instant>);

/// How often it is looked whether a command has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// How much is shown of what a command said that failed.
const LINES: usize = 60;

impl Deadline {
    /// None.
    pub(super) const NEVER: Self = Self(None);

    /// So long from now.
    pub(super) fn after(time: Duration) -> Self {
        Self(Instant::now().checked_add(time))
    }

    pub(super) fn is_over(self) -> bool {
        self.0.is_some_and(|end| Instant::now() >= end)
    }

    /// Runs a command to its end; when it fails, what it said, which is kept in `folder` meanwhile.
    pub(super) fn run(self, command: &mut Command, folder: &Path) -> Result<(), Failure> {
        let said = folder.join("said");
        let status = self.wait(command, &said).map_err(|error| {
            let error = error.to_string();
            format!("{command:?}: {error}")
        })?;
        match status {
            Some(status) if status.success() => Ok(()),
            Some(_) => {
                let text = fs::read_to_string(&said).unwrap_or_default();
                let lines: Vec<&str> = text.lines().take(LINES).collect();
                Err(format!("{command:?}\n{}", lines.join("\n")))
            }
            None => Err(format!("out of time: {command:?}")),
        }
    }

    /// `None` when it was ended.
    fn wait(self, command: &mut Command, said: &Path) -> std::io::Result<Option<ExitStatus>> {
        if let Some(folder) = said.parent() {
            fs::create_dir_all(folder)?;
        }
        command.stdout(Stdio::null()).stderr(File::create(said)?);
        let mut child = apart(command).spawn()?;
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(Some(status));
            }
            if self.is_over() {
                end(&mut child)?;
                return Ok(None);
            }
            std::thread::sleep(PAUSE);
        }
    }
}

/// In a group of processes of its own, which can be ended as a whole.
#[cfg(unix)]
fn apart(command: &mut Command) -> &mut Command {
    std::os::unix::process::CommandExt::process_group(command, 0)
}

#[cfg(not(unix))]
fn apart(command: &mut Command) -> &mut Command {
    command
}

fn end(child: &mut Child) -> std::io::Result<()> {
    #[cfg(unix)]
    if let Ok(group) = i32::try_from(child.id()) {
        use nix::sys::signal::{Signal, killpg};
        use nix::unistd::Pid;
        // It may have ended just now.
        let _ = killpg(Pid::from_raw(group), Signal::SIGKILL);
    }
    let _ = child.kill();
    child.wait().map(drop)
}

#[cfg(all(test, unix))]
mod tests {
    use super::Deadline;
    use std::process::Command;
    use std::time::{Duration, Instant};

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_command_that_fails_is_quoted() {
        let folder = std::env::temp_dir().join("oaspen-deadline-fails");
        let failure = Deadline::NEVER.run(&mut shell("echo no >&2; exit 3"), &folder);
        assert!(failure.is_err_and(|said| said.ends_with("\nno")));
        assert_eq!(Deadline::NEVER.run(&mut shell("true"), &folder), Ok(()));
    }

    #[test]
    fn a_command_is_ended_with_what_it_started() {
        let folder = std::env::temp_dir().join("oaspen-deadline-ends");
        let started = Instant::now();
        let deadline = Deadline::after(Duration::from_millis(50));
        let failure = deadline.run(&mut shell("sleep 100 & wait"), &folder);
        assert!(failure.is_err_and(|said| said.starts_with("out of time")));
        assert!(started.elapsed() < Duration::from_secs(50));
    }
}
