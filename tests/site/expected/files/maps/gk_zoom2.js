var gk_zoom2 = L.map(
"gk_zoom2",
{
center: [30.5, 111.0],
crs: L.CRS.EPSG3857,
...{
"zoom": 10,
"zoomControl": true,
"preferCanvas": false,
"zoomSnap": 0.1,
"attributionControl": false,
}
}
);
gk_zoom2.fitBounds(
[[30.0, 110.0], [31.0, 112.0]],
{}
);
