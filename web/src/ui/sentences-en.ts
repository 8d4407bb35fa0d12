/** The sentences in one part of their own, so that only the language in use is fetched. */
export default import.meta.glob<string>(['$locales/en/app.ftl', '$locales/en/drukte.ftl', '$locales/en/forecast.ftl', '$locales/en/geldstromen.ftl', '$locales/en/geldstromen_flows.ftl', '$locales/en/geldstromen_keys.ftl', '$locales/en/geldstromen_screen.ftl', '$locales/en/health.ftl', '$locales/en/errors.ftl'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
