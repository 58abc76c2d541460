"""The `kg` command. It and `commands/` hold wiring only; nothing else in the project prints or exits.

Exit codes: 0 all well; 1 some files failed, or validation or a check found something; 2 the call or its input cannot be used; 130 interrupted.
"""

import click

from commands.asking import explain_command, export_command, query_command, stats_command, validate_command
from commands.checking import check_command
from commands.gazetteer import gazetteer_command
from commands.mirroring import mirror_command
from commands.reading import build_command, evaluate_command, extract_command, forget_command
from commands.reviewing import review_command
from commands.serving import serve_command
from commands.terminal import Commands
from commands.viewing import view_command
from kg.summary import format_version


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(format_version(), message="%(version)s")
def main() -> None:
    """Khabar reads Arabic news into a graph of events: who did what to whom, where, when, and who says so."""


for command in (
    build_command,
    extract_command,
    query_command,
    view_command,
    serve_command,
    export_command,
    validate_command,
    stats_command,
    check_command,
    forget_command,
    mirror_command,
    review_command,
    explain_command,
    evaluate_command,
    gazetteer_command,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
