#include "store/memory/memory_account_store.h"

#include "base/limits.h"
#include "base/text.h"

namespace cleangate::store {

using service::LinkRecord;
using service::LoginRecord;
using service::OperationFilter;
using service::OperationRecord;
using service::SessionRecord;
using service::UserRecord;

Result<void> MemoryAccountStore::put_user(const UserRecord& user) {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, other] : users_) {
    if (id != user.id && equals_ignoring_case(other.username, user.username)) {
      return fail(ErrorCode::conflict, "username: there is a user of that name");
    }
  }
  users_.insert_or_assign(user.id, user);
  return {};
}

Result<std::vector<UserRecord>> MemoryAccountStore::users() {
  const std::lock_guard lock(mutex_);
  std::vector<UserRecord> out;
  for (const auto& [id, user] : users_) out.push_back(user);
  return out;
}

Result<void> MemoryAccountStore::put_link(const LinkRecord& link) {
  const std::lock_guard lock(mutex_);
  std::erase_if(links_, [&](const auto& each) { return each.second.user == link.user; });
  links_.insert_or_assign(link.secret_hash, link);
  return {};
}

Result<std::optional<LinkRecord>> MemoryAccountStore::link(const Hash& secret_hash, WallTime now) {
  const std::lock_guard lock(mutex_);
  const auto found = links_.find(secret_hash);
  if (found == links_.end() || found->second.expires <= now) return std::nullopt;
  return found->second;
}

Result<std::optional<LinkRecord>> MemoryAccountStore::take_link(const Hash& secret_hash,
                                                                WallTime now) {
  const std::lock_guard lock(mutex_);
  const auto found = links_.find(secret_hash);
  if (found == links_.end() || found->second.expires <= now) return std::nullopt;
  auto out = std::move(found->second);
  links_.erase(found);
  return out;
}

Result<void> MemoryAccountStore::remove_links(const std::string& user) {
  const std::lock_guard lock(mutex_);
  std::erase_if(links_, [&](const auto& each) { return each.second.user == user; });
  return {};
}

Result<void> MemoryAccountStore::put_session(const SessionRecord& session) {
  const std::lock_guard lock(mutex_);
  sessions_.insert_or_assign(session.id, session);
  return {};
}

Result<void> MemoryAccountStore::remove_sessions(const std::vector<std::string>& ids) {
  const std::lock_guard lock(mutex_);
  for (const auto& id : ids) sessions_.erase(id);
  return {};
}

Result<void> MemoryAccountStore::seen_sessions(const std::vector<SessionRecord>& sessions) {
  const std::lock_guard lock(mutex_);
  for (const auto& session : sessions) {
    const auto found = sessions_.find(session.id);
    if (found != sessions_.end()) found->second.last_seen = session.last_seen;
  }
  return {};
}

Result<std::vector<SessionRecord>> MemoryAccountStore::sessions() {
  const std::lock_guard lock(mutex_);
  std::vector<SessionRecord> out;
  for (const auto& [id, session] : sessions_) out.push_back(session);
  return out;
}

Result<void> MemoryAccountStore::add_login(const LoginRecord& login) {
  const std::lock_guard lock(mutex_);
  logins_.push_front(login);
  logins_.front().id = ++last_login_;
  if (logins_.size() > kMaxLoginRecords) logins_.pop_back();
  return {};
}

Result<std::vector<LoginRecord>> MemoryAccountStore::logins(std::optional<std::int64_t> before,
                                                            std::size_t limit) {
  const std::lock_guard lock(mutex_);
  std::vector<LoginRecord> out;
  for (const auto& login : logins_) {
    if (out.size() == limit) break;
    if (!before || login.id < *before) out.push_back(login);
  }
  return out;
}

Result<void> MemoryAccountStore::add_operations(const std::vector<OperationRecord>& operations) {
  const std::lock_guard lock(mutex_);
  for (const auto& operation : operations) {
    operations_.push_front(operation);
    operations_.front().id = ++last_operation_;
    if (operations_.size() > kMaxOperationRecords) operations_.pop_back();
  }
  return {};
}

Result<std::vector<OperationRecord>> MemoryAccountStore::operations(const OperationFilter& filter) {
  const std::lock_guard lock(mutex_);
  std::vector<OperationRecord> out;
  for (const auto& each : operations_) {
    if (out.size() == filter.limit) break;
    const bool fits = (!filter.before || each.id < *filter.before) &&
                      (!filter.from || each.at >= *filter.from) &&
                      (!filter.to || each.at < *filter.to) &&
                      (filter.actor.empty() || each.actor == filter.actor);
    if (fits) out.push_back(each);
  }
  return out;
}

Result<std::optional<std::string>> MemoryAccountStore::preference(std::string_view user,
                                                                  std::string_view key) {
  const std::lock_guard lock(mutex_);
  const auto own = preferences_.find(user);
  if (own == preferences_.end()) return std::nullopt;
  const auto found = own->second.find(key);
  if (found == own->second.end()) return std::nullopt;
  return found->second;
}

Result<void> MemoryAccountStore::put_preference(std::string_view user, std::string_view key,
                                                std::string_view json) {
  const std::lock_guard lock(mutex_);
  auto& own = preferences_[std::string(user)];
  if (own.size() >= kMaxPreferences && !own.contains(key)) {
    return fail(ErrorCode::full, "too many preferences of one user");
  }
  own.insert_or_assign(std::string(key), std::string(json));
  return {};
}

}  // namespace cleangate::store
