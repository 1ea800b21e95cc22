#include "store/verify.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/limits.h"
#include "store/audit_worker.h"
#include "store/sql.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/projection_check.h"

namespace cleangate::store {
namespace {

using Verdict = VerifyReport::Verdict;

constexpr std::size_t kBatch = 256;
constexpr std::size_t kBatchesAhead = 4;  // with the worker, while an older one is folded

VerifyReport unchecked(std::string reason) {
  VerifyReport report;
  report.reason = std::move(reason);
  return report;
}

/// Reads the log once, in order, with the tiles and checkpoints where they belong.
class LogReader {
 public:
  explicit LogReader(Database& database) : database_(database) {}

  /// The next entries; fewer than kBatch at the end. Errors: the store's.
  Result<std::vector<StoredEntry>> next();
  /// Checkpoints of more entries than there are.
  Result<std::vector<StoredEntry::Note>> beyond();
  [[nodiscard]] std::uint64_t read() const { return read_; }

 private:
  Result<void> open();
  Result<void> add_tiles(StoredEntry& entry);
  Result<void> add_notes(StoredEntry& entry);
  Result<void> next_note();

  Database& database_;
  std::optional<Statement::Run> entries_, notes_;
  std::optional<StoredEntry::Note> note_;
  std::uint64_t read_ = 0;
};

Result<void> LogReader::open() {
  if (entries_) return {};
  entries_.emplace(*TRY(database_.statement(
      R"(SELECT "index",leaf,entry,payload,salts,media FROM entries ORDER BY "index")")));
  notes_.emplace(*TRY(database_.statement("SELECT size,note FROM checkpoints ORDER BY size")));
  return next_note();
}

Result<void> LogReader::next_note() {
  note_.reset();
  if (TRY(notes_->step())) note_ = {notes_->integer(0), std::string(notes_->text(1))};
  return {};
}

Result<std::vector<StoredEntry>> LogReader::next() {
  TRY(open());
  std::vector<StoredEntry> batch;
  while (batch.size() < kBatch && TRY(entries_->step())) {
    StoredEntry& entry = batch.emplace_back();
    entry.index = static_cast<std::uint64_t>(entries_->integer(0));
    entry.leaf = entries_->blob(1);
    entry.entry = entries_->blob(2);
    entry.payload = entries_->blob(3);
    entry.salts = entries_->blob(4);
    entry.media = entries_->blob(5);
    ++read_;
    TRY(add_tiles(entry));
    TRY(add_notes(entry));
  }
  return batch;
}

Result<void> LogReader::add_tiles(StoredEntry& entry) {
  for (unsigned level = ledger::kTileHeight; level < 64; level += ledger::kTileHeight) {
    if (read_ % (std::uint64_t{1} << level) != 0) return {};
    const std::uint64_t index = (read_ >> level) - 1;
    Statement::Run run(
        *TRY(database_.statement(R"(SELECT hash FROM tree WHERE level=? AND "index"=?)")));
    run.integer(1, level).integer(2, static_cast<std::int64_t>(index));
    const bool found = TRY(run.step());
    entry.tiles.push_back(
        {level, index, found ? std::optional(std::string(run.blob(0))) : std::nullopt});
  }
  return {};
}

Result<void> LogReader::add_notes(StoredEntry& entry) {
  while (note_ && note_->size <= static_cast<std::int64_t>(read_)) {
    entry.notes.push_back(*std::move(note_));
    TRY(next_note());
  }
  return {};
}

Result<std::vector<StoredEntry::Note>> LogReader::beyond() {
  TRY(open());
  std::vector<StoredEntry::Note> notes;
  while (note_) {
    notes.push_back(*std::move(note_));
    TRY(next_note());
  }
  return notes;
}

class Verification {
 public:
  Verification(Database& database, Audit::Options audit, const VerifyOptions& options)
      : database_(database), options_(options), audit_(std::move(audit)), rows_(database) {}

  Result<VerifyReport> run();

 private:
  Result<void> check_tables();
  Result<void> read_log();
  Result<void> fold(const std::vector<StoredEntry>& audited);
  Result<void> check_media(const StoredEntry& entry);
  Result<std::vector<service::MediaLocation>> locations(std::uint64_t index);
  Result<void> check_extra_tiles();
  Result<void> check_projections();
  void find(Finding finding);
  VerifyReport tampered(Finding finding) const;

  Database& database_;
  const VerifyOptions& options_;
  Audit audit_;
  ProjectionCheck rows_;
  std::optional<Finding> finding_;  ///< beside the audit's
};

void Verification::find(Finding finding) {
  if (!finding_) finding_ = std::move(finding);
}

VerifyReport Verification::tampered(Finding finding) const {
  VerifyReport report;
  report.verdict = Verdict::tampered;
  report.size = audit_.size();
  report.checkpoints = audit_.checkpoints();
  report.finding = std::move(finding);
  return report;
}

Result<void> Verification::read_log() {
  LogReader reader(database_);
  AuditWorker worker(audit_);
  std::optional<Finding> unreadable;  // found after what stands before it
  for (std::size_t ahead = 1; !finding_; ++ahead) {
    auto read = reader.next();
    if (!read && read.error().code == ErrorCode::corrupt) {
      unreadable = {reader.read(), "unknown", "entry", read.error().message};
      break;
    }
    if (!read) return std::unexpected(read.error());
    const bool last = read->size() < kBatch;
    if (read->empty()) break;
    if (!worker.add(std::make_shared<std::vector<StoredEntry>>(*std::move(read))) || last) break;
    if (ahead <= kBatchesAhead) continue;
    const auto audited = worker.take();
    if (audited) TRY(fold(*audited));
  }
  while (const auto audited = worker.take()) TRY(fold(*audited));
  worker.finish();
  if (unreadable) find(*std::move(unreadable));
  if (!finding_ && !audit_.finding()) audit_.finish(TRY(reader.beyond()));
  return {};
}

Result<void> Verification::fold(const std::vector<StoredEntry>& audited) {
  for (const StoredEntry& entry : audited) {
    if (!entry.broken.empty()) continue;  // the audit says so
    rows_.add(entry.logged);
    if (options_.check_media && !finding_) TRY(check_media(entry));
  }
  return {};
}

Result<std::vector<service::MediaLocation>> Verification::locations(std::uint64_t index) {
  Statement::Run run(*TRY(database_.statement(query("media_of"))));
  run.integer(1, static_cast<std::int64_t>(index));
  std::vector<service::MediaLocation> out;
  while (TRY(run.step())) {
    out.push_back({static_cast<std::uint32_t>(run.integer(0)),
                   static_cast<std::uint64_t>(run.integer(1)),
                   static_cast<std::uint32_t>(run.integer(2))});
  }
  return out;
}

Result<void> Verification::check_media(const StoredEntry& entry) {
  const auto& media = entry.logged.media;
  if (media.empty()) return {};
  const auto places = TRY(locations(entry.index));
  const auto broken = [&](std::string why) {
    find({entry.index, std::string(ledger::to_text(entry.logged.entry.kind)), "media",
          std::move(why)});
  };
  for (std::size_t i = 0; i < media.size(); ++i) {
    if (i >= places.size()) {
      broken(fmt::format("nothing says where its file {} lies", i));
      return {};
    }
    auto checked = options_.check_media(media[i], places[i]);
    if (checked) continue;
    if (checked.error().code == ErrorCode::unavailable) return checked;
    broken(fmt::format("file {}: {}", i, checked.error().message));
    return {};
  }
  return {};
}

Result<void> Verification::check_extra_tiles() {
  Statement::Run run(
      *TRY(database_.statement(R"(SELECT level,"index" FROM tree ORDER BY "index","level")")));
  while (TRY(run.step())) {
    const std::int64_t level = run.integer(0), index = run.integer(1);
    const bool fits = level > 0 && level < 64 && level % ledger::kTileHeight == 0 && index >= 0 &&
                      static_cast<std::uint64_t>(index) < audit_.size() >> level;
    if (fits) continue;
    find({audit_.size() == 0 ? 0 : audit_.size() - 1, "unknown", "tree",
          fmt::format("a stored hash of level {} at {} that the log does not have", level, index)});
    return {};
  }
  return {};
}

Result<void> Verification::check_projections() {
  if (rows_.fits()) return {};
  auto difference = TRY(first_difference(database_, audit_.size(), options_.vfs));
  if (difference) find(*std::move(difference));
  return {};
}

/// A table that was dropped is a change like any other, not a fault of ours.
Result<void> Verification::check_tables() {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kTables{
      {{"entries", "entry"},
       {"tree", "tree"},
       {"checkpoints", "tree"},
       {"media_location", "media"}}};
  for (const auto& [table, what] : kTables) {
    Statement::Run run(
        *TRY(database_.statement("SELECT 1 FROM sqlite_master WHERE type='table' AND name=?")));
    if (TRY(run.text(1, table).step())) continue;
    find({0, "unknown", std::string(what), fmt::format("the table {} is not there", table)});
  }
  return {};
}

Result<VerifyReport> Verification::run() {
  TRY(check_tables());
  if (finding_) return tampered(*finding_);
  TRY(read_log());
  const auto& audited = audit_.finding();
  if (finding_ && (!audited || finding_->index < audited->index)) return tampered(*finding_);
  if (audited) return tampered(*audited);
  TRY(check_extra_tiles());
  if (!finding_) TRY(check_projections());
  if (finding_) return tampered(*finding_);
  VerifyReport report;
  report.verdict = Verdict::sound;
  report.size = audit_.size();
  report.root = audit_.root();
  report.checkpoints = audit_.checkpoints();
  return report;
}

Result<VerifyReport> run(const std::string& path, const VerifyOptions& options) {
  PlantFile file = TRY(read_plant_file(path, options.vfs));
  // An honest log must not be called tampered because somebody took another plant's key.
  if (std::ranges::none_of(options.keys,
                           [&](const auto& key) { return key.name == file.origin; })) {
    return fail(ErrorCode::invalid, "the key is of another log: " + options.keys.front().name +
                                        "; this one is " + file.origin);
  }
  Audit::Options audit{file.origin, options.keys, std::nullopt};
  if (options.checkpoint) {
    const std::string body = TRY(ledger::open_note(*options.checkpoint, options.keys));
    audit.outside = TRY(ledger::parse_checkpoint(body));
    if (audit.outside->origin != file.origin) {
      return fail(ErrorCode::invalid, "the checkpoint is of another log: " + audit.outside->origin);
    }
  }
  TRY(file.database.execute(fmt::format("PRAGMA cache_size=-{}", kDatabaseCacheBytes >> 10)));
  // One state of the file, whatever a running server appends meanwhile.
  TRY(file.database.execute("BEGIN"));
  return Verification(file.database, std::move(audit), options).run();
}

}  // namespace

std::string VerifyReport::first_line() const {
  switch (verdict) {
    case Verdict::sound:
      return fmt::format("sound size={} root={}", size, to_hex(root));
    case Verdict::tampered:
      return fmt::format("tampered index={} kind={} what={}", finding.index, finding.kind,
                         finding.what);
    case Verdict::unchecked:
      break;
  }
  return "unchecked " + reason;
}

VerifyReport verify(const std::string& path, const VerifyOptions& options) {
  if (options.keys.empty()) return unchecked("no key to check the checkpoints against");
  auto report = run(path, options);
  return report ? *std::move(report) : unchecked(report.error().message);
}

}  // namespace cleangate::store
