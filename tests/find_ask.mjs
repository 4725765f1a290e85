// Answers what tests/test_find.py asks on standard input about the index in a folder, with the scripts of the search page.
import { readFile } from "node:fs/promises";
import { argv, stdin, stdout } from "node:process";

const [scripts, folder] = argv.slice(2);
const { open } = await import(`${scripts}/index.mjs`);
const { search } = await import(`${scripts}/search.mjs`);
const { each, has } = await import(`${scripts}/sets.mjs`);
const { pairsOf, plain, wordsOf } = await import(`${scripts}/text.mjs`);
const { candidates, documents, named } = await import(`${scripts}/words.mjs`);
const { pieces } = await import(`${scripts}/marks.mjs`);

const read = async (name) => {
  const data = await readFile(`${folder}/find/${name}`);
  return data.buffer.slice(data.byteOffset, data.byteOffset + data.length);
};
/** What a question asks for on a page that has nothing yet: all that is asked for at once, then all that needed an answer, and so on. */
const waves = async (question) => {
  const held = [];
  const told = [];
  const slow = (name) => new Promise((go) => held.push([name, go]));
  let open_ = true;
  const answer = open(slow).then((cold) => search(cold, { chosen: {}, oldest: false, page: 1, ...question }));
  answer.finally(() => (open_ = false)).catch(() => undefined);
  while (open_) {
    for (let before = -1; before !== held.length; await new Promise((go) => setTimeout(go, 60))) before = held.length;
    if (held.length) told.push(held.map(([name]) => name));
    for (const [name, go] of held.splice(0)) go(read(name));
  }
  return { total: (await answer).total, waves: told };
};
const index = folder ? await open(read) : undefined;
const answers = {
  search: async (question) => (await search(index, { chosen: {}, oldest: false, page: 1, ...question })) ?? null,
  pair: async (pair) => [...each(await documents(index, pairsOf(pair)[0]), 0, index.documents)],
  finds: async ([word, document]) => has((await candidates(index, [[wordsOf(word)[0]]], 2)).set, document),
  waves,
  named: (query) => named(index, query),
  plain,
  wordsOf,
  pieces: ({ text, needles, most }) => pieces(text, needles, most),
};

const parts = [];
for await (const part of stdin) parts.push(part);
const asked = JSON.parse(Buffer.concat(parts).toString("utf-8"));
const told = [];
for (const [what, question] of asked) told.push(await answers[what](question));
stdout.write(JSON.stringify(told));
