"""Records against an annotation: of a file, or of articles that are read now."""

from pathlib import Path

from extract.annotation import parse_prediction, read_gold, read_predictions
from extract.evaluate import Evaluation, evaluate
from kg.build import read_articles
from kg.gazetteer.chosen import NO_GAZETTEERS, Gazetteers
from kg.records import read_records
from kg.workers import find_extractor
from ontology.errors import InputError, KhabarError


def score(
    gold: Path, predicted: Path | None, articles: Path | None, manifest: Path | None, model: str, gazetteers: Gazetteers = NO_GAZETTEERS
) -> tuple[Evaluation, list[KhabarError]]:
    """The evaluation, and why articles could not be read. Raises InputError for an unusable file, or where neither records nor articles are given."""
    if predicted is None and articles is None:
        raise InputError("nothing to score: give a file PREDICTED, or the articles with --articles")
    wanted, (documents, failed, _) = read_gold(gold), read_articles([articles] if articles and not predicted else [], manifest)
    read = read_records(documents, failed.append, find_extractor("rules", model, gazetteers))
    return evaluate(wanted, read_predictions(predicted) if predicted else tuple(map(parse_prediction, read))), failed
