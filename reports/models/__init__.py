"""Oversight reports: what is asked for, its text, its life."""

from reports.models.copy import Copy, possible
from reports.models.life import Conflict, WrongStage
from reports.models.passage import Passage
from reports.models.reading import Reading
from reports.models.report import Report

__all__ = ["Conflict", "Copy", "Passage", "Reading", "Report", "WrongStage", "possible"]
