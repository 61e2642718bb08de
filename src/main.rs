//! The program `planmark`: everything is in the library.

fn main() -> std::process::ExitCode {
    planmark::cli::main()
}
