"""A file of rows that cannot be read as it is."""

NO_TEXT = "a text holds a NUL or half of a character, which no text has"


class UnreadableFile(Exception):
    """Says which file, where in it, what is wrong and what mends it. where: "line 7", "the sheet Data"; empty for the whole file."""

    def __init__(self, file: str, where: str, problem: str, remedy: str) -> None:
        place = f"{file}, {where}" if where else file
        super().__init__(f"{place}: {problem}. {remedy}.")
        self.file, self.where, self.problem, self.remedy = file, where, problem, remedy
