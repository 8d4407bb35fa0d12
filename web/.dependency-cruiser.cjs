/** The floors of the front end: app > instruments > map | charts > ui > api. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-circles', 'A circle of imports has no bottom to start reading from.', {}, { circular: true }),
    rule('instruments-are-strangers', 'An instrument imports no other instrument.',
      { path: '^src/instruments/([^/]+)/' }, { path: '^src/instruments/', pathNot: '^src/instruments/$1/' }),
    rule('rooms-know-no-instrument', 'map, charts, ui and api serve every instrument and know none.',
      { path: '^src/(map|charts|ui|api)/' }, { path: '^src/(instruments|app)/' }),
    rule('instruments-know-no-app', 'The app finds the instruments; an instrument does not reach up.',
      { path: '^src/instruments/' }, { path: '^src/app/' }),
    rule('map-and-charts-are-strangers', 'A map needs no chart and a chart no map.',
      { path: '^src/(map|charts)/' }, { path: '^src/(map|charts)/', pathNot: '^src/$1/' }),
    rule('api-stands-alone', 'api speaks to the server and to nothing else.',
      { path: '^src/api/' }, { path: '^src/', pathNot: '^src/api/' }),
    rule('only-map-draws-maps', 'MapLibre is loaded by map alone, so that it stays in its own part.',
      { pathNot: '^src/map/' }, { path: 'node_modules/maplibre-gl', dependencyTypesNot: ['type-only'] }),
    rule('only-charts-draw-charts', 'ECharts is loaded by charts alone.',
      { pathNot: '^src/charts/' }, { path: 'node_modules/echarts' }),
    rule('no-orphans', 'A file that nothing imports is dead.',
      { orphan: true, pathNot: '(\\.d\\.ts$|\\.test\\.ts$|^src/main\\.ts$)' }, {}),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.svelte', '.mjs'], exportsFields: ['exports'], conditionNames: ['import', 'svelte', 'default'] },
  },
};
