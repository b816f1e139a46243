//! The `oaspen` command.

fn main() -> std::process::ExitCode {
    oaspen::cli::run(std::env::args_os())
}
