"""The file system's edge: finds the data repo, reads its files' bytes, and writes files. Follows no link out of it."""

from intlstrat.files.doorbell import Doorbell
from intlstrat.files.given import read_given
from intlstrat.files.reading import (
    KIND_FOLDERS,
    LEADS_OUT,
    LINK_TO_FOLDER,
    MAX_PACK_BYTES,
    MAX_PACK_FILES,
    NOT_THERE,
    WAIVER_FILES,
    InputFile,
    Inputs,
    Reader,
    ReadFailure,
    bundled_rules,
    find_root,
    has_data,
    is_passed_over,
    is_record_name,
    read_bytes,
    read_inputs,
    read_pack,
)
from intlstrat.files.shelf import Shelf
from intlstrat.files.writing import append, refused_target, write_over, write_whole

__all__ = [
    "KIND_FOLDERS",
    "LEADS_OUT",
    "LINK_TO_FOLDER",
    "MAX_PACK_BYTES",
    "MAX_PACK_FILES",
    "NOT_THERE",
    "WAIVER_FILES",
    "Doorbell",
    "InputFile",
    "Inputs",
    "ReadFailure",
    "Reader",
    "Shelf",
    "append",
    "bundled_rules",
    "find_root",
    "has_data",
    "is_passed_over",
    "is_record_name",
    "read_bytes",
    "read_given",
    "read_inputs",
    "read_pack",
    "refused_target",
    "write_over",
    "write_whole",
]
