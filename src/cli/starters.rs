//! What `planmark new` starts with: the files of each type, embedded.

/// A type of project and its files: name and text with the places to fill in.
pub(crate) type Starter = (&'static str, &'static [(&'static str, &'static str)]);

/// All types, `minimal` for one that is none of them.
pub(crate) static STARTERS: &[Starter] = &[
    (
        "cloud-migration",
        &[
            ("actions.md", include_str!("../../templates/plans/cloud-migration/actions.md")),
            ("budget.md", include_str!("../../templates/plans/cloud-migration/budget.md")),
            ("deliverables.md", include_str!("../../templates/plans/cloud-migration/deliverables.md")),
            ("milestones.md", include_str!("../../templates/plans/cloud-migration/milestones.md")),
            ("project.md", include_str!("../../templates/plans/cloud-migration/project.md")),
            ("risks.md", include_str!("../../templates/plans/cloud-migration/risks.md")),
            ("scope.md", include_str!("../../templates/plans/cloud-migration/scope.md")),
            ("stakeholders.md", include_str!("../../templates/plans/cloud-migration/stakeholders.md")),
            ("tasks.md", include_str!("../../templates/plans/cloud-migration/tasks.md")),
            ("windows.md", include_str!("../../templates/plans/cloud-migration/windows.md")),
        ],
    ),
    (
        "firewall",
        &[
            ("actions.md", include_str!("../../templates/plans/firewall/actions.md")),
            ("budget.md", include_str!("../../templates/plans/firewall/budget.md")),
            ("deliverables.md", include_str!("../../templates/plans/firewall/deliverables.md")),
            ("milestones.md", include_str!("../../templates/plans/firewall/milestones.md")),
            ("project.md", include_str!("../../templates/plans/firewall/project.md")),
            ("risks.md", include_str!("../../templates/plans/firewall/risks.md")),
            ("scope.md", include_str!("../../templates/plans/firewall/scope.md")),
            ("stakeholders.md", include_str!("../../templates/plans/firewall/stakeholders.md")),
            ("tasks.md", include_str!("../../templates/plans/firewall/tasks.md")),
            ("windows.md", include_str!("../../templates/plans/firewall/windows.md")),
        ],
    ),
    ("minimal", &[("project.md", include_str!("../../templates/plans/minimal/project.md"))]),
    (
        "office-relocation",
        &[
            ("actions.md", include_str!("../../templates/plans/office-relocation/actions.md")),
            ("budget.md", include_str!("../../templates/plans/office-relocation/budget.md")),
            ("deliverables.md", include_str!("../../templates/plans/office-relocation/deliverables.md")),
            ("milestones.md", include_str!("../../templates/plans/office-relocation/milestones.md")),
            ("project.md", include_str!("../../templates/plans/office-relocation/project.md")),
            ("risks.md", include_str!("../../templates/plans/office-relocation/risks.md")),
            ("scope.md", include_str!("../../templates/plans/office-relocation/scope.md")),
            ("stakeholders.md", include_str!("../../templates/plans/office-relocation/stakeholders.md")),
            ("tasks.md", include_str!("../../templates/plans/office-relocation/tasks.md")),
            ("windows.md", include_str!("../../templates/plans/office-relocation/windows.md")),
        ],
    ),
    (
        "voip",
        &[
            ("actions.md", include_str!("../../templates/plans/voip/actions.md")),
            ("budget.md", include_str!("../../templates/plans/voip/budget.md")),
            ("deliverables.md", include_str!("../../templates/plans/voip/deliverables.md")),
            ("milestones.md", include_str!("../../templates/plans/voip/milestones.md")),
            ("project.md", include_str!("../../templates/plans/voip/project.md")),
            ("risks.md", include_str!("../../templates/plans/voip/risks.md")),
            ("scope.md", include_str!("../../templates/plans/voip/scope.md")),
            ("stakeholders.md", include_str!("../../templates/plans/voip/stakeholders.md")),
            ("tasks.md", include_str!("../../templates/plans/voip/tasks.md")),
            ("windows.md", include_str!("../../templates/plans/voip/windows.md")),
        ],
    ),
];
