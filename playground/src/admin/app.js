export default { config: { locales: ['de', 'fr', 'es'] } };
