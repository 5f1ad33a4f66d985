"""Writes every NAME.expected.json of the contract: `/usr/bin/python3 test/contract/make_expected.py [section …]`.

Needs Debian's python3-torch. The files are kept in the repository, so the tests themselves need no Python.
"""

import pathlib
import runpy
import sys

from expectation import Section

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

for folder in sorted(path for path in HERE.iterdir() if path.is_dir()):
    if sys.argv[1:] and folder.name not in sys.argv[1:]:
        continue
    if not (folder / "expected.py").exists() and not list(folder.glob("*.nn")):
        continue
    section = Section(folder / "expected.py")
    if (folder / "expected.py").exists():
        runpy.run_path(str(folder / "expected.py"), {"section": section})
    print(f"{folder.name}: {section.write()} programs")
