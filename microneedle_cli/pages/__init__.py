"""The pages that people read: model and words in, a `Document` out."""
