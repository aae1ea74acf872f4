"""Tell the sentiment of every line of standard input; the model comes from the Hub once, into HF_HOME."""

import sys

from transformers import pipeline

MODEL = "distilbert/distilbert-base-uncased-finetuned-sst-2-english"
REVISION = "714eb0f"


def main() -> None:
    """Classify the lines in batches."""
    classify = pipeline("text-classification", model=MODEL, revision=REVISION, device="cpu")
    lines = [line.strip() for line in sys.stdin if line.strip()]
    for line, result in zip(lines, classify(lines, batch_size=16), strict=True):
        print(f"{result['label']}\t{result['score']:.3f}\t{line}")


if __name__ == "__main__":
    main()
