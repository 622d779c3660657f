"""DataFrame → plotly figure, one module per kind of chart. The card has the title, so figures have none."""
