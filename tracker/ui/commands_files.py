"""The commands of Import, Setup and the welcome card."""

from __future__ import annotations

from tracker.locale import _
from tracker.ui.commands import Command


def file_commands() -> tuple[Command, ...]:
    """In the order of the palette."""
    area = _("import")
    return (
        Command(
            id="go.import", keys=("8", "８"), action="app.go('import')", area=area, title=_("open"),
            help=_("Bring in loans or payments from a CSV or Excel file; nothing is written unseen."),
        ),
        Command(
            id="import.next", keys=("enter",), action="screen.next_step", area=area, title=_("Go on"),
            help=_("Go on to the next of the five steps."), footer=10,
            screens=("import", "import.file", "import.columns", "import.rows", "import.apply", "import.done"),
        ),
        Command(
            id="import.back", keys=("escape",), action="screen.step_back", area=area, title=_("Back"),
            help=_("Go back a step; stop the reading while it is under way."), footer=50,
            screens=("import", "import.file", "import.columns", "import.rows", "import.apply", "import.done"),
        ),
        Command(
            id="import.edit", keys=("e", "ｅ", "f2"), action="screen.change", area=area, title=_("Edit"),
            help=_("Change how the file is read, what a column is, or a cell of a row."), footer=20,
            screens=("import", "import.columns", "import.rows"),
        ),
        Command(
            id="import.loan", keys=("l", "ｌ", "f5"), action="screen.choose_loan", area=area, title=_("Loan"),
            help=_("Choose the loan of a row, and of all rows that say the same name."), footer=25,
            screens=("import", "import.rows"),
        ),
        Command(
            id="import.role", keys=("t", "ｔ", "ctrl+t"), action="screen.choose_role", area=area,
            title=_("Kind"),
            help=_("Say what a row of a card's statement is: payment, purchase, fee, refund …"),
            screens=("import", "import.rows"),
        ),
        Command(
            id="import.skip", keys=("space",), shown=_("Space"), action="screen.skip", area=area,
            title=_("Skip"), help=_("Leave a row out, or take in one that the book has already."), footer=30,
            screens=("import", "import.rows"),
        ),
        Command(
            id="import.bad", keys=("s", "ｓ", "ctrl+k"), action="screen.skip_bad", area=area,
            title=_("skip all errors"), help=_("Leave all rows with errors out; again takes it back."),
            footer=35, screens=("import", "import.rows"),
        ),
        Command(
            id="import.filter", keys=("slash", "ctrl+f", "ideographic_comma"), action="screen.only_waiting",
            area=area, title=_("only what waits"),
            help=_("Show only the rows that wait for something, or all again."),
            screens=("import", "import.rows"),
        ),
        Command(
            id="import.all", keys=("v", "ｖ", "f6"), action="screen.every_row", area=area,
            title=_("All rows"),
            help=_("Show every row of a statement, or only its repayments again."),
            screens=("import", "import.rows"),
        ),
        Command(
            id="import.keep", keys=("w", "ｗ", "ctrl+w"), action="screen.keep_layout", area=area,
            title=_("Keep layout"), help=_("Keep how the file is read as a layout of your own."),
            screens=("import", "import.columns"),
        ),
        Command(
            id="import.apply", keys=("ctrl+s",), action="screen.import", area=area, title=_("Apply"),
            help=_("Import the file that was checked, as one step that {undo} takes back."), footer=40,
            screens=("import", "import.rows", "import.apply"), priority=True,
        ),
        Command(
            id="go.setup", keys=("9", "９"), action="app.go('setup')", area=_("setup"), title=_("open"),
            help=_("Colours, language, money, privacy, copies of the file, keys."),
        ),
        Command(
            id="setup.change", keys=("enter",), action="screen.change", area=_("setup"), title=_("Change it"),
            help=_("Change the setting of the row, or do what it says."), footer=10, screens=("setup",),
        ),
        Command(
            id="setup.back", keys=("escape",), action="screen.leave_list", area=_("setup"),
            title=_("Sections"), help=_("Go back to the list of sections."), footer=20, screens=("setup",),
        ),
        Command(
            id="setup.reset", keys=("r", "ｒ", "delete"), action="screen.reset", area=_("setup"),
            title=_("Reset"), help=_("Give the setting of the row its default back."), footer=30,
            screens=("setup",),
        ),
        Command(
            id="setup.reset_section", keys=("R", "Ｒ", "f5"), action="screen.reset_section",
            area=_("setup"), title=_("reset the section"), screens=("setup",),
            help=_("Give every setting of the section its default back; asks first."),
        ),
        Command(
            id="setup.open", keys=("o", "ｏ", "ctrl+o"), action="screen.open_file", area=_("setup"),
            title=_("Open"), footer=35, screens=("setup",),
            help=_("Open the configuration in your editor; on a theme of your own, that file."),
        ),
        Command(
            id="welcome.import", keys=("i", "ｉ", "f5"), action="screen.welcome('import')", area=_("import"),
            title=_("Import"), help=_("Bring in loans or payments from a CSV file."),
            footer=14, screens=("welcome",),
        ),
        Command(
            id="welcome.demo", keys=("t", "ｔ", "f6"), action="screen.welcome('demo')", area=_("demo"),
            title=_("Demo"), help=_("Open a household made up to look around in; it is a file of its own."),
            footer=16, screens=("welcome",),
        ),
        Command(
            id="welcome.restore", keys=("r", "ｒ", "f7"), action="screen.welcome('restore')",
            area=_("copies"), title=_("Restore"),
            help=_("Go to the copies of the file; Enter on one asks to restore it."),
            screens=("welcome",),
        ),
        Command(
            id="welcome.language", keys=("l", "ｌ", "f8"), action="screen.welcome('language')", area=_("app"),
            title=_("Language"), help=_("Switch between English and Chinese."),
            screens=("welcome",),
        ),
        Command(
            id="welcome.colours", keys=("c", "ｃ", "f12"), action="screen.welcome('colours')", area=_("app"),
            title=_("Colours"), help=_("Choose a colour theme; each is shown while it is looked at."),
            screens=("welcome",),
        ),
    )  # fmt: skip
