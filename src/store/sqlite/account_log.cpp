// The part of SqliteAccountStore that says who signed in, who did what, and how screens look.

#include <limits>

#include "base/limits.h"
#include "store/sqlite/account_store.h"

namespace cleangate::store {

using service::LoginRecord;
using service::OperationFilter;
using service::OperationRecord;

namespace {

/// Drops what is older than the newest `kept` rows. Ids are given in order, without gaps.
Result<void> keep_newest(Database& database, std::string_view sql, std::size_t kept) {
  Statement::Run run(*TRY(database.statement(sql)));
  return run.integer(1, static_cast<std::int64_t>(kept)).finish();
}

constexpr std::int64_t kNoBound = std::numeric_limits<std::int64_t>::max();

}  // namespace

Result<void> SqliteAccountStore::add_login(const LoginRecord& login) {
  const std::lock_guard lock(mutex_);
  Transaction transaction = TRY(Transaction::begin(database_));
  {
    Statement::Run run(*TRY(
        database_.statement("INSERT INTO logins(at,username,address,outcome) VALUES(?,?,?,?)")));
    run.integer(1, to_unix_ms(login.at)).text(2, login.username).text(3, login.address);
    TRY(run.text(4, login.outcome).finish());
  }
  TRY(keep_newest(database_, "DELETE FROM logins WHERE id<=(SELECT max(id) FROM logins)-?",
                  kMaxLoginRecords));
  return transaction.commit();
}

Result<std::vector<LoginRecord>> SqliteAccountStore::logins(std::optional<std::int64_t> before,
                                                            std::size_t limit) {
  const std::lock_guard lock(mutex_);
  Statement::Run run(*TRY(database_.statement(
      "SELECT id,at,username,address,outcome FROM logins WHERE id<? ORDER BY id DESC LIMIT ?")));
  run.integer(1, before.value_or(kNoBound)).integer(2, static_cast<std::int64_t>(limit));
  std::vector<LoginRecord> out;
  while (TRY(run.step())) {
    out.push_back({run.integer(0), from_unix_ms(run.integer(1)), std::string(run.text(2)),
                   std::string(run.text(3)), std::string(run.text(4))});
  }
  return out;
}

Result<void> SqliteAccountStore::add_operation(const OperationRecord& operation) {
  Statement::Run run(*TRY(
      database_.statement("INSERT INTO operations(at,actor,role,action,target,status,log_index) "
                          "VALUES(?,?,?,?,?,?,?)")));
  run.integer(1, to_unix_ms(operation.at)).text(2, operation.actor).text(3, operation.role);
  run.text(4, operation.action).text(5, operation.target).integer(6, operation.status);
  if (operation.index) {
    run.integer(7, static_cast<std::int64_t>(*operation.index));
  } else {
    run.null(7);
  }
  return run.finish();
}

Result<void> SqliteAccountStore::add_operations(const std::vector<OperationRecord>& operations) {
  const std::lock_guard lock(mutex_);
  Transaction transaction = TRY(Transaction::begin(database_));
  for (const auto& operation : operations) TRY(add_operation(operation));
  TRY(keep_newest(database_, "DELETE FROM operations WHERE id<=(SELECT max(id) FROM operations)-?",
                  kMaxOperationRecords));
  return transaction.commit();
}

Result<std::vector<OperationRecord>> SqliteAccountStore::operations(const OperationFilter& filter) {
  const std::lock_guard lock(mutex_);
  const bool any = filter.actor.empty();
  constexpr std::string_view kAny =
      "SELECT id,at,actor,role,action,target,status,log_index FROM operations "
      "WHERE id<?1 AND at>=?2 AND at<?3 ORDER BY id DESC LIMIT ?4";
  constexpr std::string_view kOne =
      "SELECT id,at,actor,role,action,target,status,log_index FROM operations "
      "WHERE actor=?5 AND id<?1 AND at>=?2 AND at<?3 ORDER BY id DESC LIMIT ?4";
  Statement::Run run(*TRY(database_.statement(any ? kAny : kOne)));
  run.integer(1, filter.before.value_or(kNoBound));
  run.integer(2, filter.from ? to_unix_ms(*filter.from) : 0);
  run.integer(3, filter.to ? to_unix_ms(*filter.to) : kNoBound);
  run.integer(4, static_cast<std::int64_t>(filter.limit));
  if (!any) run.text(5, filter.actor);
  std::vector<OperationRecord> out;
  while (TRY(run.step())) {
    out.push_back({run.integer(0), from_unix_ms(run.integer(1)), std::string(run.text(2)),
                   std::string(run.text(3)), std::string(run.text(4)), std::string(run.text(5)),
                   static_cast<int>(run.integer(6)), std::nullopt});
    if (!run.is_null(7)) out.back().index = static_cast<std::uint64_t>(run.integer(7));
  }
  return out;
}

Result<std::optional<std::string>> SqliteAccountStore::preference(std::string_view user,
                                                                  std::string_view key) {
  const std::lock_guard lock(mutex_);
  Statement::Run run(
      *TRY(database_.statement("SELECT value FROM preferences WHERE user=? AND key=?")));
  run.text(1, user).text(2, key);
  if (!TRY(run.step())) return std::nullopt;
  return std::string(run.text(0));
}

Result<void> SqliteAccountStore::put_preference(std::string_view user, std::string_view key,
                                                std::string_view json) {
  const std::lock_guard lock(mutex_);
  Transaction transaction = TRY(Transaction::begin(database_));
  {
    Statement::Run run(
        *TRY(database_.statement("INSERT INTO preferences(user,key,value) VALUES(?,?,?) "
                                 "ON CONFLICT(user,key) DO UPDATE SET value=excluded.value")));
    TRY(run.text(1, user).text(2, key).text(3, json).finish());
  }
  {
    Statement::Run run(*TRY(database_.statement("SELECT count(*) FROM preferences WHERE user=?")));
    run.text(1, user);
    if (TRY(run.step()) && run.integer(0) > static_cast<std::int64_t>(kMaxPreferences)) {
      return fail(ErrorCode::full, "too many preferences of one user");
    }
  }
  return transaction.commit();
}

}  // namespace cleangate::store
