//! The stages of a project.

/// Where a project stands in its life. Execution and monitoring are one period.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs)]
pub enum Stage {
    Identification,
    Planning,
    Execution,
    Closing,
    Closed,
    Cancelled,
}

impl Stage {
    /// As plans write them; `monitoring` is read as execution.
    pub const NAMES: &'static [&'static str] =
        &["identification", "planning", "execution", "monitoring", "closing", "closed", "cancelled"];
    /// The stages that a gate ends.
    pub const WITH_GATE: [Self; 4] = [Self::Identification, Self::Planning, Self::Execution, Self::Closing];

    /// The stage of a written name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "identification" => Self::Identification,
            "planning" => Self::Planning,
            "execution" | "monitoring" => Self::Execution,
            "closing" => Self::Closing,
            "closed" => Self::Closed,
            "cancelled" => Self::Cancelled,
            _ => return None,
        })
    }

    /// Whether the project still goes on.
    #[must_use]
    pub fn is_active(self) -> bool {
        !matches!(self, Self::Closed | Self::Cancelled)
    }

    /// The name as plans write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Identification => "identification",
            Self::Planning => "planning",
            Self::Execution => "execution",
            Self::Closing => "closing",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }
}
