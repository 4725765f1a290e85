"""Page models: what a page says, in finished texts and figures with their evidence; how it is laid out is the templates' business."""
