#include "store/sqlite/ops_store.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "store/sqlite/migrate.h"

namespace cleangate::store {

using service::BoardKeyRecord;
using service::DeviceSecrets;
using service::IdempotentReply;
using service::Quarantined;
using service::TokenRecord;

namespace {

constexpr std::string_view kMessageKey = "message";
constexpr std::size_t kMessageKeyBytes = 32;  // 256 bit

}  // namespace

Result<std::unique_ptr<SqliteOpsStore>> SqliteOpsStore::open(const std::string& path, bool create,
                                                             const Clock& clock,
                                                             const std::string& vfs) {
  const auto mode = create ? Database::Mode::create : Database::Mode::read_write;
  Database database = TRY(Database::open(path, {.mode = mode, .vfs = vfs}));
  TRY(set_durable(database));
  Transaction transaction = TRY(Transaction::begin(database));
  TRY(migrate(database, ops_migrations()));
  TRY(transaction.commit());
  return std::unique_ptr<SqliteOpsStore>(new SqliteOpsStore(std::move(database), clock));
}

Result<std::string> SqliteOpsStore::message_key(Random& random) {
  const std::lock_guard lock(mutex_);
  {
    Statement::Run insert(
        *TRY(database_.statement("INSERT OR IGNORE INTO secret_keys(name,key) VALUES(?,?)")));
    TRY(insert.text(1, kMessageKey).blob(2, random.bytes(kMessageKeyBytes)).finish());
  }
  Statement::Run run(*TRY(database_.statement("SELECT key FROM secret_keys WHERE name=?")));
  run.text(1, kMessageKey);
  if (!TRY(run.step())) return fail(ErrorCode::corrupt, "ops.db: the message key is not there");
  return std::string(run.blob(0));
}

Result<void> SqliteOpsStore::remove(std::string_view sql, std::string_view id,
                                    std::string_view what) {
  const std::lock_guard lock(mutex_);
  Statement::Run run(*TRY(database_.statement(sql)));
  TRY(run.text(1, id).finish());
  if (database_.changes() == 0)
    return fail(ErrorCode::not_found, fmt::format("no {} {}", what, id));
  return {};
}

Result<void> SqliteOpsStore::put_token(const TokenRecord& token) {
  const std::lock_guard lock(mutex_);
  Statement::Run run(*TRY(database_.statement(
      "INSERT OR REPLACE INTO tokens(id,label,role,secret_hash,created) VALUES(?,?,?,?,?)")));
  run.text(1, token.id).text(2, token.label).text(3, token.role);
  return run.blob(4, token.secret_hash.view()).integer(5, to_unix_ms(token.created)).finish();
}

Result<void> SqliteOpsStore::remove_token(std::string_view id) {
  return remove("DELETE FROM tokens WHERE id=?", id, "token");
}

Result<std::vector<TokenRecord>> SqliteOpsStore::tokens() {
  const std::lock_guard lock(mutex_);
  Statement::Run run(*TRY(
      database_.statement("SELECT id,label,role,secret_hash,created FROM tokens ORDER BY id")));
  std::vector<TokenRecord> out;
  while (TRY(run.step())) {
    out.push_back({std::string(run.text(0)), std::string(run.text(1)), std::string(run.text(2)),
                   TRY(hash_from_bytes(run.blob(3))), from_unix_ms(run.integer(4))});
  }
  return out;
}

Result<void> SqliteOpsStore::put_board_key(const BoardKeyRecord& key) {
  const std::lock_guard lock(mutex_);
  Statement::Run run(*TRY(database_.statement(
      "INSERT OR REPLACE INTO board_keys(id,secret_hash,photos,created) VALUES(?,?,?,?)")));
  run.text(1, key.id).blob(2, key.secret_hash.view()).integer(3, key.photos ? 1 : 0);
  return run.integer(4, to_unix_ms(key.created)).finish();
}

Result<void> SqliteOpsStore::remove_board_key(std::string_view id) {
  return remove("DELETE FROM board_keys WHERE id=?", id, "board key");
}

Result<std::vector<BoardKeyRecord>> SqliteOpsStore::board_keys() {
  const std::lock_guard lock(mutex_);
  Statement::Run run(*TRY(
      database_.statement("SELECT id,secret_hash,photos,created FROM board_keys ORDER BY id")));
  std::vector<BoardKeyRecord> out;
  while (TRY(run.step())) {
    out.push_back({std::string(run.text(0)), TRY(hash_from_bytes(run.blob(1))), run.integer(2) != 0,
                   from_unix_ms(run.integer(3))});
  }
  return out;
}

Result<void> SqliteOpsStore::put_device_secrets(const DeviceSecrets& secrets) {
  const std::lock_guard lock(mutex_);
  Statement::Run run(
      *TRY(database_.statement("INSERT OR REPLACE INTO device_secrets(device,push_secret,username,"
                               "password) VALUES(?,?,?,?)")));
  run.text(1, secrets.device).blob(2, secrets.push_secret.view());
  return run.text(3, secrets.username).text(4, secrets.password).finish();
}

Result<void> SqliteOpsStore::remove_device_secrets(std::string_view device) {
  return remove("DELETE FROM device_secrets WHERE device=?", device, "secrets of device");
}

Result<std::vector<DeviceSecrets>> SqliteOpsStore::device_secrets() {
  const std::lock_guard lock(mutex_);
  Statement::Run run(*TRY(database_.statement(
      "SELECT device,push_secret,username,password FROM device_secrets ORDER BY device")));
  std::vector<DeviceSecrets> out;
  while (TRY(run.step())) {
    out.push_back({std::string(run.text(0)), TRY(hash_from_bytes(run.blob(1))),
                   std::string(run.text(2)), std::string(run.text(3))});
  }
  return out;
}

Result<void> SqliteOpsStore::quarantine(const Quarantined& item) {
  if (item.body.size() > kMaxQuarantineBytes) {
    return fail(ErrorCode::too_large, "the message is larger than the whole quarantine");
  }
  const std::lock_guard lock(mutex_);
  Transaction transaction = TRY(Transaction::begin(database_));
  Statement& insert = *TRY(database_.statement(
      "INSERT INTO quarantine(at,device,cause,content_type,body) VALUES(?,?,?,?,?)"));
  {
    Statement::Run run(insert);
    run.integer(1, to_unix_ms(item.at)).text(2, item.device).text(3, item.cause);
    TRY(run.text(4, item.content_type).blob(5, item.body).finish());
  }
  TRY(drop_oldest_quarantined());
  return transaction.commit();
}

Result<void> SqliteOpsStore::drop_oldest_quarantined() {
  // Newest first until one of the two limits is passed; that one and all older go.
  std::int64_t last_to_go = -1;
  {
    Statement::Run run(
        *TRY(database_.statement("SELECT id,length(body) FROM quarantine ORDER BY id DESC")));
    std::size_t items = 0, bytes = 0;
    while (last_to_go < 0 && TRY(run.step())) {
      bytes += static_cast<std::size_t>(run.integer(1));
      if (++items > kMaxQuarantineItems || bytes > kMaxQuarantineBytes) last_to_go = run.integer(0);
    }
  }
  if (last_to_go < 0) return {};
  Statement::Run run(*TRY(database_.statement("DELETE FROM quarantine WHERE id<=?")));
  return run.integer(1, last_to_go).finish();
}

Result<std::vector<Quarantined>> SqliteOpsStore::quarantined(std::size_t limit) {
  const std::lock_guard lock(mutex_);
  Statement::Run run(*TRY(database_.statement(
      "SELECT id,at,device,cause,content_type,body FROM quarantine ORDER BY id DESC LIMIT ?")));
  run.integer(1, static_cast<std::int64_t>(std::min(limit, kMaxQuarantineItems)));
  std::vector<Quarantined> out;
  while (TRY(run.step())) {
    out.push_back({run.integer(0), from_unix_ms(run.integer(1)), std::string(run.text(2)),
                   std::string(run.text(3)), std::string(run.text(4)), std::string(run.blob(5))});
  }
  return out;
}

Result<std::optional<IdempotentReply>> SqliteOpsStore::reply_for(std::string_view key) {
  const std::lock_guard lock(mutex_);
  Statement::Run run(*TRY(database_.statement(
      "SELECT request_hash,status,body FROM idempotent_replies WHERE key=? AND at>?")));
  run.text(1, key).integer(2, to_unix_ms(clock_.wall() - kIdempotencyKept));
  if (!TRY(run.step())) return std::nullopt;
  return IdempotentReply{TRY(hash_from_bytes(run.blob(0))), static_cast<int>(run.integer(1)),
                         std::string(run.blob(2))};
}

Result<void> SqliteOpsStore::remember_reply(std::string_view key, const IdempotentReply& reply,
                                            WallTime at) {
  const std::lock_guard lock(mutex_);
  Transaction transaction = TRY(Transaction::begin(database_));
  {
    Statement::Run run(*TRY(database_.statement("DELETE FROM idempotent_replies WHERE at<=?")));
    TRY(run.integer(1, to_unix_ms(at - kIdempotencyKept)).finish());
  }
  {
    Statement::Run run(*TRY(
        database_.statement("INSERT OR REPLACE INTO idempotent_replies(key,request_hash,status,"
                            "body,at) VALUES(?,?,?,?,?)")));
    run.text(1, key).blob(2, reply.request_hash.view()).integer(3, reply.status);
    TRY(run.blob(4, reply.body).integer(5, to_unix_ms(at)).finish());
  }
  return transaction.commit();
}

}  // namespace cleangate::store
