"""Pupils, contacts, responsibility, classes, and the register's uploads."""

from pupils.models.contact import Contact, Responsibility
from pupils.models.pupil import Pupil, SchoolClass
from pupils.models.upload import ColumnMapping, RegisterUpload

__all__ = ["ColumnMapping", "Contact", "Pupil", "RegisterUpload", "Responsibility", "SchoolClass"]
