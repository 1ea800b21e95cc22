#include "service/configure_lookup.h"

#include "service/configure_plant.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

/// The body without the secret and what is only shown.
Json settings_in(const Json& body) {
  Json settings = Json::object();
  for (const auto& [key, value] : body.members()) {
    if (key != "secret" && key != "secret_set" && key != "status") settings.set(key, value);
  }
  return settings;
}

/// nullopt: the kept one stays.
Result<std::optional<std::string>> secret_in(const Json& body) {
  if (!body.has("secret")) return std::optional<std::string>();
  return std::optional<std::string>(TRY(optional_text(body, "secret", kMaxNoteBytes)));
}

Result<void> must_be_same_server(const StageLookup& port, const Json& settings,
                                 const LookupSecret& kept) {
  if (kept.secret.empty() || port.server_of(settings) == kept.server) return {};
  return fail(ErrorCode::invalid,
              "secret: give it again; the kept one is for another server and is not sent to this "
              "one");
}

}  // namespace

Json show_lookup(const Plant& plant, bool has_secret, Json status) {
  Json shown = plant.state.lookup();
  if (!shown.is_object()) shown = Json::object({{"enabled", false}});
  shown.set("secret_set", has_secret);
  shown.set("status", std::move(status));
  return shown;
}

void put_lookup(Plant& plant, const StageLookup& port, const Json& body, const LookupSecret& kept,
                const Actor& actor, Reply reply) {
  std::optional<std::string> secret;
  const auto checked = [&]() -> Result<Json> {
    TRY(must_be_object(body));
    auto settings = TRY(port.check(settings_in(body)));
    secret = TRY(secret_in(body));
    if (!secret) TRY(must_be_same_server(port, settings, kept));
    return settings;
  }();
  if (!checked) return reply(std::unexpected(checked.error()));
  auto draft = configuration(plant, "lookup", "", *checked, actor, secret ? "new secret" : "");
  if (!secret) return append_and_reply(plant, std::move(draft), *checked, std::move(reply));
  // Nobody's hash: nothing can be pushed with it.
  DeviceSecrets row{std::string(kLookupSecret), sha256(make_device_secret(plant.random)),
                    port.server_of(*checked), *secret};
  append_then_store(
      plant, std::move(draft), *checked,
      [row = std::move(row)](OpsStore& ops) { return ops.put_device_secrets(row); },
      std::move(reply));
}

Result<LookupTrial> lookup_trial(const Plant& plant, const StageLookup& port, const Json& body,
                                 const LookupSecret& kept) {
  TRY(only_members(body, {"settings", "secret", "vin", "plate", "colour"}));
  const auto secret = TRY(secret_in(body));
  if (body["settings"].is_null()) {
    if (!plant.state.lookup().is_object()) {
      return fail(ErrorCode::conflict, "nothing is set up yet: give settings");
    }
    const auto& settings = plant.state.lookup();
    return LookupTrial{settings, secret.value_or(kept.for_server(port.server_of(settings)))};
  }
  auto settings = TRY(port.check(settings_in(body["settings"])));
  if (!secret) TRY(must_be_same_server(port, settings, kept));
  return LookupTrial{std::move(settings), secret.value_or(kept.secret)};
}

}  // namespace cleangate::service
