#include "store/sqlite/account_store.h"

#include "base/limits.h"
#include "base/text.h"
#include "store/sqlite/migrate.h"

namespace cleangate::store {

using service::LinkRecord;
using service::LoginRecord;
using service::OperationFilter;
using service::OperationRecord;
using service::SessionRecord;
using service::UserRecord;

Result<std::unique_ptr<SqliteAccountStore>> SqliteAccountStore::open(const std::string& path,
                                                                     bool create,
                                                                     const std::string& vfs) {
  const auto mode = create ? Database::Mode::create : Database::Mode::read_write;
  Database database = TRY(Database::open(path, {.mode = mode, .vfs = vfs}));
  TRY(set_durable(database));
  Transaction transaction = TRY(Transaction::begin(database));
  TRY(migrate(database, ops_migrations()));
  TRY(transaction.commit());
  return std::unique_ptr<SqliteAccountStore>(new SqliteAccountStore(std::move(database)));
}

Result<void> SqliteAccountStore::put_user(const UserRecord& user) {
  const std::lock_guard lock(mutex_);
  const std::string key = to_lower_ascii(user.username);
  Statement::Run run(*TRY(database_.statement(
      "INSERT INTO users(id,username,username_key,display_name,role,disabled,created,last_login,"
      "password) VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET username=?2,"
      "username_key=?3,display_name=?4,role=?5,disabled=?6,last_login=?8,password=?9")));
  run.text(1, user.id).text(2, user.username).text(3, key).text(4, user.display_name);
  run.text(5, user.role).integer(6, user.disabled ? 1 : 0).integer(7, to_unix_ms(user.created));
  if (user.last_login) {
    run.integer(8, to_unix_ms(*user.last_login));
  } else {
    run.null(8);
  }
  const auto put = run.text(9, user.password).finish();
  if (!put && put.error().code == ErrorCode::conflict) {
    return fail(ErrorCode::conflict, "username: there is a user of that name");
  }
  return put;
}

Result<std::vector<UserRecord>> SqliteAccountStore::users() {
  const std::lock_guard lock(mutex_);
  Statement::Run run(*TRY(database_.statement(
      "SELECT id,username,display_name,role,disabled,created,last_login,password FROM users "
      "ORDER BY id")));
  std::vector<UserRecord> out;
  while (TRY(run.step())) {
    UserRecord user;
    user.id = run.text(0);
    user.username = run.text(1);
    user.display_name = run.text(2);
    user.role = run.text(3);
    user.disabled = run.integer(4) != 0;
    user.created = from_unix_ms(run.integer(5));
    if (!run.is_null(6)) user.last_login = from_unix_ms(run.integer(6));
    user.password = run.text(7);
    out.push_back(std::move(user));
  }
  return out;
}

Result<void> SqliteAccountStore::put_link(const LinkRecord& link) {
  const std::lock_guard lock(mutex_);
  Transaction transaction = TRY(Transaction::begin(database_));
  {
    Statement::Run run(*TRY(database_.statement("DELETE FROM account_links WHERE user=?")));
    TRY(run.text(1, link.user).finish());
  }
  {
    Statement::Run run(*TRY(database_.statement(
        "INSERT INTO account_links(secret_hash,purpose,user,expires) VALUES(?,?,?,?)")));
    run.blob(1, link.secret_hash.view()).text(2, link.purpose).text(3, link.user);
    TRY(run.integer(4, to_unix_ms(link.expires)).finish());
  }
  return transaction.commit();
}

Result<std::optional<LinkRecord>> SqliteAccountStore::find_link(const Hash& secret_hash,
                                                                WallTime now) {
  Statement::Run run(*TRY(database_.statement(
      "SELECT purpose,user,expires FROM account_links WHERE secret_hash=? AND expires>?")));
  run.blob(1, secret_hash.view()).integer(2, to_unix_ms(now));
  if (!TRY(run.step())) return std::nullopt;
  return LinkRecord{secret_hash, std::string(run.text(0)), std::string(run.text(1)),
                    from_unix_ms(run.integer(2))};
}

Result<std::optional<LinkRecord>> SqliteAccountStore::link(const Hash& secret_hash, WallTime now) {
  const std::lock_guard lock(mutex_);
  return find_link(secret_hash, now);
}

Result<std::optional<LinkRecord>> SqliteAccountStore::take_link(const Hash& secret_hash,
                                                                WallTime now) {
  const std::lock_guard lock(mutex_);
  auto found = TRY(find_link(secret_hash, now));
  if (!found) return found;
  Statement::Run run(*TRY(database_.statement("DELETE FROM account_links WHERE secret_hash=?")));
  TRY(run.blob(1, secret_hash.view()).finish());
  return found;
}

Result<void> SqliteAccountStore::remove_links(const std::string& user) {
  const std::lock_guard lock(mutex_);
  Statement::Run run(*TRY(database_.statement("DELETE FROM account_links WHERE user=?")));
  return run.text(1, user).finish();
}

Result<void> SqliteAccountStore::put_session(const SessionRecord& session) {
  const std::lock_guard lock(mutex_);
  Statement::Run run(*TRY(
      database_.statement("INSERT OR REPLACE INTO sessions(id,user,secret_hash,created,last_seen) "
                          "VALUES(?,?,?,?,?)")));
  run.text(1, session.id).text(2, session.user).blob(3, session.secret_hash.view());
  return run.integer(4, to_unix_ms(session.created))
      .integer(5, to_unix_ms(session.last_seen))
      .finish();
}

Result<void> SqliteAccountStore::remove_sessions(const std::vector<std::string>& ids) {
  const std::lock_guard lock(mutex_);
  Transaction transaction = TRY(Transaction::begin(database_));
  for (const auto& id : ids) {
    Statement::Run run(*TRY(database_.statement("DELETE FROM sessions WHERE id=?")));
    TRY(run.text(1, id).finish());
  }
  return transaction.commit();
}

Result<void> SqliteAccountStore::seen_sessions(const std::vector<SessionRecord>& sessions) {
  const std::lock_guard lock(mutex_);
  Transaction transaction = TRY(Transaction::begin(database_));
  for (const auto& session : sessions) {
    Statement::Run run(*TRY(database_.statement("UPDATE sessions SET last_seen=? WHERE id=?")));
    TRY(run.integer(1, to_unix_ms(session.last_seen)).text(2, session.id).finish());
  }
  return transaction.commit();
}

Result<std::vector<SessionRecord>> SqliteAccountStore::sessions() {
  const std::lock_guard lock(mutex_);
  Statement::Run run(*TRY(database_.statement(
      "SELECT id,user,secret_hash,created,last_seen FROM sessions ORDER BY id")));
  std::vector<SessionRecord> out;
  while (TRY(run.step())) {
    out.push_back({std::string(run.text(0)), std::string(run.text(1)),
                   TRY(hash_from_bytes(run.blob(2))), from_unix_ms(run.integer(3)),
                   from_unix_ms(run.integer(4))});
  }
  return out;
}

}  // namespace cleangate::store
