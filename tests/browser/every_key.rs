//! Writes a plan that says every key, with the text from standard input in all of them: `every-key FOLDER`.

// The attack goes everywhere; which value is whose business matters to the tests of leaks alone.
#[allow(dead_code)]
#[path = "../suite/every_key.rs"]
mod every_key;

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let Some(folder) = env::args().nth(1) else {
        return Err(io::Error::other("every-key FOLDER < TEXT"));
    };
    let text = io::read_to_string(io::stdin())?;
    let mut fill = |leaf: &every_key::Leaf| leaf.is_text().then(|| text.clone());
    for (path, content) in every_key::plan(&mut fill) {
        let path = Path::new(&folder).join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(&folder)))?;
        fs::write(path, content)?;
    }
    Ok(())
}
