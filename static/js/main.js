// @ts-check
/** Starts what a page needs. Without it everything works by links and forms. */
import "./requests.js";
import "./keeping.js";
import "./page.js";
import "./keys.js";
import "./pick.js";
import { reopen } from "./composer.js";
import { main } from "./dom.js";
import { resend } from "./highlighting.js";
import { followHash } from "./linking.js";

if (main) {
  reopen().then(resend);
  followHash();
}
