#include "http/api/api.h"

#include "base/limits.h"
#include "http/api/binder.h"
#include "http/api/cookie.h"
#include "http/api/pages.h"

namespace cleangate::http {

Result<std::unique_ptr<Api>> Api::make(Parts parts) {
  auto pages = std::make_unique<Pages>(TRY(Pages::load(parts.web_root)));
  return std::unique_ptr<Api>(new Api(std::move(parts), std::move(pages)));
}

Api::Api(Parts parts, std::unique_ptr<Pages> pages)
    : parts_(std::move(parts)),
      shared_(std::make_unique<Shared>(parts_)),
      pages_(std::move(pages)),
      router_([this](const Request& request) { return authenticate(request); },
              [this](std::string_view plant) { return plant == parts_.plant.id; }),
      device_router_([](const Request&) { return std::nullopt; },
                     [](std::string_view) { return false; }),
      public_router_([](const Request&) { return std::nullopt; },
                     [](std::string_view) { return false; }) {
  Binder all{parts_, *shared_, router_};
  all.bind_plant();
  all.bind_device_setup();
  all.bind_imports();
  all.bind_overview();
  all.bind_vehicles();
  all.bind_warnings();
  all.bind_rule_packs();
  all.bind_plan();
  all.bind_access();
  all.bind_session();
  all.bind_users();
  all.bind_account_logs();
  all.bind_passages();
  all.bind_desk();
  all.bind_shifts();
  all.bind_evidence();
  all.bind_lookup();
  all.bind_dossiers();
  all.bind_log();
  all.bind_public();
  all.bind_posters();
  all.bind_pages(*pages_);
  all.bind_live();
  all.bind_operations();
  if (!parts_.has_device_listener) all.bind_devices();
  Binder{parts_, *shared_, device_router_}.bind_devices();
  Binder on_public{parts_, *shared_, public_router_};
  on_public.bind_public();
  on_public.bind_driver_page(*pages_);
  router_.observe([this](const Answered& answered) { shared_->record(answered); });
  parts_.accounts.when_changed([this] { shared_->recheck(); });
  parts_.plant.executor.post([this] { watch_sessions(); });
}

/// After the plant's executor and the accounts' worker have stopped, or on their thread.
Api::~Api() {
  parts_.plant.executor.cancel(minute_);
  parts_.accounts.when_changed({});
}

std::optional<Principal> Api::authenticate(const Request& request) const {
  const auto secret = session_secret(request);
  // A header or a key is what counts where it is given.
  if (secret.empty() || request.headers.has("Authorization") || request.query_value("key")) {
    return parts_.access.find(request);
  }
  const auto who = parts_.accounts.sessions().find(sha256(secret), parts_.plant.clock.wall());
  const auto role = who ? role_of_person(who->role) : std::nullopt;
  if (!role) return std::nullopt;
  return Principal{*role, who->user, who->username, who->session, csrf_token(secret)};
}

void Api::watch_sessions() {
  const auto now = parts_.plant.clock.wall();
  for (const auto& guest : shared_->door.open()) {
    if (!guest.session.empty()) parts_.accounts.sessions().touch(guest.session, now);
  }
  parts_.accounts.tick();
  shared_->recheck();
  minute_ = parts_.plant.executor.post_after(std::chrono::minutes(1), [this] { watch_sessions(); });
}

bool Api::Shared::holds(const Principal& principal, Role asked) const {
  if (principal.session.empty()) {
    const auto role = parts.access.role_of(principal.id);
    return role && satisfies(*role, asked);
  }
  const auto who = parts.accounts.sessions().of_id(principal.session, parts.plant.clock.wall());
  const auto role = who ? role_of_person(who->role) : std::nullopt;
  return role && satisfies(*role, asked);
}

void Api::Shared::recheck() {
  door.recheck([this](const Principal& principal, Role asked) { return holds(principal, asked); });
}

/// The client is shared with its connection and the hub.
bool Api::Shared::enter(const Request& request, Role asked,
                        const std::shared_ptr<LiveClient>& client) {
  if (!door.add(request.principal, asked, client)) return false;
  // It may have ended between the look at the credential and now.
  if (!holds(request.principal, asked)) recheck();
  return true;
}

void Api::Shared::record(const Answered& answered) {
  service::OperationRecord operation;
  operation.at = parts.plant.clock.wall();
  operation.actor = actor_name(answered.principal);
  operation.role = to_text(answered.principal.role);
  operation.action = answered.route.name;
  operation.target = answered.path.substr(0, kMaxOperationTarget);
  operation.status = answered.response.status;
  operation.index = answered.response.log_index;
  operations.add(std::move(operation));
}

std::size_t Api::body_limit(const Request& request) const {
  const auto& path = request.segments;
  if (path.size() >= 3 && path[0] == "device" && parts_.access.is_device(path[1], path[2])) {
    return kMaxBodyBytes;
  }
  if (!path.empty() && path[0] == "NotificationInfo") {
    return parts_.takes_bare_push(request.peer_address) ? kMaxBodyBytes : kMaxStrangerBodyBytes;
  }
  if (!authenticate(request)) return kMaxStrangerBodyBytes;
  if (request.method != "POST") return kMaxApiBodyBytes;
  if (request.path.ends_with("/imports/vehicles")) return kMaxImportBytes;
  const bool is_evidence =
      !path.empty() && (path.back() == "evidence" || path.back() == "documents");
  return is_evidence ? kMaxEvidenceBytes : kMaxApiBodyBytes;
}

}  // namespace cleangate::http
