"""Bulk data (批量下载): every table in every form, by province, place and year, the static API and the catalogue of all of it."""
