/** What stands at a path such as `data.people`. */
const valueAt = (value, path) =>
  path === '' ? value : path.split('.').reduce((part, name) => part?.[name], value);

/** A person as columns: what is an object inside of one becomes `address.city`. */
const columnsOf = (person, prefix = '') =>
  Object.fromEntries(
    Object.entries(person).flatMap(([name, value]) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.entries(columnsOf(value, `${prefix}${name}.`))
        : [[`${prefix}${name}`, value]]
    )
  );

/** @type {import('strapi-plugin-directory-connector/strapi-server').ReadSource} */
module.exports = async function* readPeople(settings, { download, failure, note }) {
  const { address, token, list, next, maxPages } = settings;
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  let page = address;
  for (let pages = 1; page; pages += 1) {
    // Half of the people must not pass for all of them: the others would be removed.
    if (pages > maxPages) throw failure(`There are more than ${maxPages} pages.`);
    const answer = await download(page, { headers, ifChanged: next === '' });
    const content = await answer.json();
    const people = valueAt(content, list);
    if (!Array.isArray(people)) throw failure(`Found no list at "${list}" on page ${pages}.`);
    for (const person of people) {
      const isPerson = person !== null && typeof person === 'object';
      yield isPerson ? { values: columnsOf(person) } : { values: {}, problem: 'It is no person.' };
    }
    const following = next === '' ? null : valueAt(content, next);
    if (!following) return note(pages === 1 ? '1 page was read.' : `${pages} pages were read.`);
    page = new URL(following, page).href;
  }
};
