#include "service/sessions.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"

namespace cleangate::service {
namespace {

bool is_over(const SessionRecord& session, WallTime now) {
  // One from the future was begun while the clock was wrong: it would live on for that long.
  return session.created > now || now >= session.created + kSessionLimit ||
         now >= session.last_seen + kSessionIdle;
}

}  // namespace

void Sessions::load(std::vector<UserRecord> users, std::vector<SessionRecord> sessions) {
  const std::scoped_lock lock(mutex_);
  users_.clear();
  sessions_.clear();
  by_secret_.clear();
  for (auto& user : users) users_.insert_or_assign(user.id, user);
  for (auto& session : sessions) {
    by_secret_[session.secret_hash] = session.id;
    sessions_.insert_or_assign(session.id, Session{session, session.last_seen});
  }
}

std::optional<SignedIn> Sessions::valid(const Session& session, WallTime now) const {
  const auto& record = session.record;
  if (is_over(record, now)) return std::nullopt;
  const auto user = users_.find(record.user);
  if (user == users_.end() || user->second.disabled) return std::nullopt;
  const auto& who = user->second;
  return SignedIn{record.id,        who.id,   who.username,
                  who.display_name, who.role, record.created + kSessionLimit};
}

std::optional<SignedIn> Sessions::find(const Hash& secret_hash, WallTime now) {
  const std::scoped_lock lock(mutex_);
  const auto id = by_secret_.find(secret_hash);
  if (id == by_secret_.end()) return std::nullopt;
  Session& session = sessions_.at(id->second);
  auto out = valid(session, now);
  if (out) session.record.last_seen = std::max(session.record.last_seen, now);
  return out;
}

std::optional<SignedIn> Sessions::of_id(const std::string& session, WallTime now) const {
  const std::scoped_lock lock(mutex_);
  const auto found = sessions_.find(session);
  return found == sessions_.end() ? std::nullopt : valid(found->second, now);
}

void Sessions::touch(const std::string& session, WallTime now) {
  const std::scoped_lock lock(mutex_);
  const auto found = sessions_.find(session);
  if (found == sessions_.end() || is_over(found->second.record, now)) return;
  found->second.record.last_seen = std::max(found->second.record.last_seen, now);
}

std::vector<std::string> Sessions::add(const SessionRecord& session) {
  const std::scoped_lock lock(mutex_);
  std::vector<const SessionRecord*> own;
  for (const auto& [id, each] : sessions_) {
    if (each.record.user == session.user) own.push_back(&each.record);
  }
  std::ranges::sort(own, {}, [](const SessionRecord* each) { return each->last_seen; });
  std::vector<std::string> ended;
  for (std::size_t i = 0; i + kMaxSessionsPerUser <= own.size(); ++i) ended.push_back(own[i]->id);
  by_secret_[session.secret_hash] = session.id;
  sessions_.insert_or_assign(session.id, Session{session, session.last_seen});
  return ended;
}

void Sessions::remove(const std::vector<std::string>& ids) {
  const std::scoped_lock lock(mutex_);
  for (const auto& id : ids) {
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) continue;
    by_secret_.erase(found->second.record.secret_hash);
    sessions_.erase(found);
  }
}

std::vector<std::string> Sessions::of_user(const std::string& user) const {
  const std::scoped_lock lock(mutex_);
  std::vector<std::string> out;
  for (const auto& [id, each] : sessions_) {
    if (each.record.user == user) out.push_back(id);
  }
  return out;
}

std::vector<std::string> Sessions::over(WallTime now) const {
  const std::scoped_lock lock(mutex_);
  std::vector<std::string> out;
  for (const auto& [id, each] : sessions_) {
    if (is_over(each.record, now)) out.push_back(id);
  }
  return out;
}

std::vector<SessionRecord> Sessions::unwritten() {
  const std::scoped_lock lock(mutex_);
  std::vector<SessionRecord> out;
  for (auto& [id, each] : sessions_) {
    if (each.record.last_seen - each.written < kSessionSeenWrite) continue;
    each.written = each.record.last_seen;
    out.push_back(each.record);
  }
  return out;
}

void Sessions::put_user(const UserRecord& user) {
  const std::scoped_lock lock(mutex_);
  users_.insert_or_assign(user.id, user);
}

std::optional<UserRecord> Sessions::user(const std::string& id) const {
  const std::scoped_lock lock(mutex_);
  const auto found = users_.find(id);
  if (found == users_.end()) return std::nullopt;
  return found->second;
}

std::optional<UserRecord> Sessions::user_named(std::string_view username) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& [id, user] : users_) {
    if (equals_ignoring_case(user.username, username)) return user;
  }
  return std::nullopt;
}

std::vector<UserRecord> Sessions::users() const {
  const std::scoped_lock lock(mutex_);
  std::vector<UserRecord> out;
  for (const auto& [id, user] : users_) out.push_back(user);
  return out;
}

}  // namespace cleangate::service
