// @ts-check
/** A group's page: copying the invitation link. */
import { byId, on, t } from "./dom.js";
import { copy } from "./copying.js";

on("click", "[data-copy]", (event, { dataset }) => copy(byId(dataset.copy).value, t("link_copied")));
