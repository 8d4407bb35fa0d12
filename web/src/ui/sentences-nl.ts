/** The sentences in one part of their own, so that only the language in use is fetched. */
export default import.meta.glob<string>(['$locales/nl/app.ftl', '$locales/nl/drukte.ftl', '$locales/nl/forecast.ftl', '$locales/nl/geldstromen.ftl', '$locales/nl/geldstromen_flows.ftl', '$locales/nl/geldstromen_keys.ftl', '$locales/nl/geldstromen_screen.ftl', '$locales/nl/health.ftl', '$locales/nl/errors.ftl'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
