// npm's masto, unchanged: REST and streaming. usage: node masto.mjs URL TOKEN_A TOKEN_B
import assert from "node:assert/strict";
import { createRestAPIClient, createStreamingAPIClient } from "masto";
import WebSocket from "ws";

const [url, tokenA, tokenB] = process.argv.slice(2);
const ada = createRestAPIClient({ url, accessToken: tokenA });
const ben = createRestAPIClient({ url, accessToken: tokenB });

const instance = await ada.v2.instance.fetch();
assert.ok(instance.configuration.statuses.maxCharacters >= 500);
assert.match(instance.version, /^4\./);
const me = await ada.v1.accounts.verifyCredentials();
const relationship = await ben.v1.accounts.$select(me.id).follow();
assert.equal(relationship.following, true);

const streaming = createStreamingAPIClient({
  streamingApiUrl: instance.configuration.urls.streaming,
  accessToken: tokenB,
  implementation: WebSocket,
});
const events = [];
const reader = (async () => {
  for await (const event of streaming.user.subscribe()) {
    events.push(event);
    if (event.event === "delete") break;
  }
})();
await new Promise((resolve) => setTimeout(resolve, 3000));

const posted = await ada.v1.statuses.create({ status: "@ben from masto, with #tags", visibility: "public" });
assert.equal(posted.tags[0].name, "tags");
const home = await ben.v1.timelines.home.list({ limit: 5 });
assert.equal(home[0].id, posted.id);
const context = await ada.v1.statuses.$select(posted.id).context.fetch();
assert.deepEqual(context.ancestors, []);
const edited = await ada.v1.statuses.$select(posted.id).update({ status: "@ben from masto, edited" });
assert.ok(edited.editedAt);
const groups = await ben.v2.notifications.list();
assert.ok(groups.notificationGroups.some((group) => group.type === "mention"));
await ada.v1.statuses.$select(posted.id).remove();
await Promise.race([reader, new Promise((_, reject) => setTimeout(() => reject(new Error("no delete event: " + events.map((e) => e.event))), 15000))]);
const kinds = events.map((event) => event.event);
for (const kind of ["update", "notification", "status.update", "delete"]) assert.ok(kinds.includes(kind), `${kind} missing in ${kinds}`);
streaming.close?.();
console.log("masto is content");
process.exit(0);
