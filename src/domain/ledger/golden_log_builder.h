#pragma once
// Builds the golden log: a small log with every kind and field, made the same way everywhere from
// a seeded random source, a fixed key and a clock of its own. Tests only.

#include <optional>
#include <stdexcept>
#include <string>

#include "base/encoding.h"
#include "domain/ledger/checkpoint.h"
#include "domain/ledger/golden_rows.h"
#include "domain/ledger/memory_rows.h"
#include "domain/ledger/merkle.h"

namespace cleangate::ledger::golden {

inline constexpr std::string_view kHeading = "cleangate golden log 1";
inline constexpr std::string_view kPlant = "0176600a-7d00-7000-8000-000000000001";

inline SigningKey golden_key() {
  return SigningKey::from_seed("golden log key, never a real one").value();
}
inline VerifierKey golden_vkey() {
  return verifier_key(origin_of(kPlant), golden_key());
}

/// Writes the file's lines: "word hex".
class Builder {
 public:
  Uuid add(Kind kind, Payload payload, std::vector<MediaItem> media = {}, std::string device = {},
           ClockQuality quality = ClockQuality::good,
           std::optional<Field> redacted = std::nullopt) {
    now_ += std::chrono::milliseconds(700);
    LoggedEntry logged;
    Entry& entry = logged.entry;
    entry.kind = kind;
    entry.index = tree_.size();
    entry.event_id = uuid_v7(now_, random_);
    entry.event_time = now_ - std::chrono::milliseconds(random_.below(600));
    entry.log_time = now_;
    entry.clock_quality = quality;
    entry.device = std::move(device);
    entry.device_sequence = entry.device.empty() ? 0 : entry.index * 3;
    std::string salts = make_salts(payload, random_);
    entry.payload_commitment = commitment(payload, salts).value();
    entry.media_root = media_root(media);
    if (redacted && !payload.redact(*redacted, salts)) throw std::logic_error("not redacted");
    logged.payload = std::move(payload);
    logged.media = std::move(media);
    append(logged, salts);
    return entry.event_id;
  }
  void checkpoint() {
    const Checkpoint checkpoint{origin_of(kPlant), tree_.size(), tree_.root()};
    line("checkpoint", sign_note(encode(checkpoint), origin_of(kPlant), golden_key()));
  }
  [[nodiscard]] std::string finish() {
    checkpoint();
    line("root", tree_.root().view());
    for (const GoldenTable& table : kGoldenTables) {
      line("rows " + std::string(table.name), digest_of(rows_, table).view());
    }
    return out_;
  }

 private:
  void append(const LoggedEntry& logged, const std::string& salts) {
    const std::string bytes = encode(logged.entry);
    tree_.append(leaf_hash(bytes));
    line("entry", bytes);
    line("payload", encode(logged.payload));
    line("salts", salts);
    line("media", encode(logged.media));
    line("leaf", leaf_hash(bytes).view());
    const auto changes = fold(logged, rows_);
    if (!changes || !rows_.apply(*changes)) throw std::logic_error("an entry does not fold");
  }
  void line(const std::string& word, std::string_view bytes) {
    out_ += word + " " + to_hex(bytes) + "\n";
  }

  WallTime now_ = parse_rfc3339("2020-12-14T14:28:03+08:00").value();
  SeededRandom random_{20201214};
  CompactRange tree_;
  MemoryRows rows_;
  std::string out_ = std::string(kHeading) + "\n";
};

inline MediaItem photo(std::string kind, bool decodable = true) {
  return {sha256("photo of " + kind), 300'000 + kind.size(), kind, "image/jpeg", decodable};
}

inline void add_configuration(Builder& log) {
  log.add(Kind::configuration, {{Field::subject, "plant"},
                                {Field::value, R"({"grade":"B"})"},
                                {Field::actor, "system"},
                                {Field::reason, "init"}});
  log.add(Kind::configuration, {{Field::subject, "lane"},
                                {Field::key, "1"},
                                {Field::value, R"({"direction":"in"})"},
                                {Field::actor, "管理员"}});
  log.add(Kind::configuration, {{Field::subject, "lane"}, {Field::key, "9"}, {Field::value, "{}"}});
  log.add(Kind::configuration,
          {{Field::subject, "lane"}, {Field::key, "9"}, {Field::action, "remove"}});
  log.add(Kind::rule_pack, {{Field::pack, "generic"},
                            {Field::pack_version, "1.0.0"},
                            {Field::action, "activate"},
                            {Field::note, "行业基础包"},
                            {Field::actor, "system"}});
  log.add(Kind::account_change, {{Field::subject, "token"},
                                 {Field::item, "t1"},
                                 {Field::value, R"({"label":"board","role":"guard"})"},
                                 {Field::actor, "system"},
                                 {Field::action, "add"}});
  log.add(Kind::plan, {{Field::value, R"({"measures":[]})"}, {Field::actor, "admin"}});
  log.add(Kind::vehicle_fact, {{Field::plate, "冀A12345"},
                               {Field::colour, "yellow"},
                               {Field::facts, R"({"stage":{"min":"5","max":"5"}})"},
                               {Field::source, "import"},
                               {Field::actor, "admin"}});
  log.add(Kind::vehicle_fact,
          {{Field::plate, "京A00001"}, {Field::facts, "{}"}, {Field::source, "guard"}});
  log.add(Kind::vehicle_fact, {{Field::plate, "京A00001"}, {Field::action, "remove"}});
  log.add(Kind::list_change, {{Field::item, "l1"},
                              {Field::list, "deny"},
                              {Field::action, "add"},
                              {Field::plate, "冀B67890"},
                              {Field::reason, "冒黑烟"},
                              {Field::source, "bureau"},
                              {Field::actor, "admin"},
                              {Field::valid_from, "2020-12-14T00:00:00+08:00"},
                              {Field::valid_to, "2021-01-01T00:00:00+08:00"}});
  log.add(Kind::list_change, {{Field::item, "l2"},
                              {Field::list, "watch"},
                              {Field::action, "add"},
                              {Field::plate, "冀C11111"},
                              {Field::colour, "blue"}});
  log.add(Kind::list_change, {{Field::item, "l2"}, {Field::action, "remove"}});
}

inline void add_warnings(Builder& log) {
  log.add(Kind::warning, {{Field::chain, "w1"},
                          {Field::action, "start"},
                          {Field::level, "orange"},
                          {Field::region, "131082"},
                          {Field::effective_at, "2020-12-14T12:00:00+08:00"},
                          {Field::expected_end, "2020-12-17T00:00:00+08:00"},
                          {Field::order, R"({"no":"7","title":"启动通知","issuer":"三河市"})"},
                          {Field::actor, "admin"}});
  log.add(Kind::warning, {{Field::chain, "w1"},
                          {Field::action, "measures"},
                          {Field::detail, R"({"template":"M1","params":{},"exemptions":[]})"},
                          {Field::from, "2020-12-14T12:00:00+08:00"},
                          {Field::to, "2020-12-17T00:00:00+08:00"}});
  log.add(Kind::warning, {{Field::chain, "w1"},
                          {Field::action, "lift"},
                          {Field::effective_at, "2020-12-16T08:00:00+08:00"}});
}

inline Payload passage(std::string plate, std::string direction, std::string verdict) {
  return {{Field::lane, "1"},
          {Field::gate, "north"},
          {Field::direction, std::move(direction)},
          {Field::plate, std::move(plate)},
          {Field::colour, "yellow"},
          {Field::plate_class, "ordinary"},
          {Field::verdict, std::move(verdict)},
          {Field::reasons, R"([{"clause":"visitor.unknown"}])"},
          {Field::mode, "automatic"},
          {Field::device_time, "2020-12-14 14:28:03"},
          {Field::confidence, "97"},
          {Field::vehicle_class, "H11"},
          {Field::stage, R"({"min":"5","max":"5","source":"registry"})"},
          {Field::facts, R"({"nev":false})"},
          {Field::reads, "1"},
          {Field::received_at, "2020-12-14T14:28:03.250+08:00"},
          {Field::device_direction, "forward"}};
}

inline void add_crossing(Builder& log) {
  const std::string id = to_text(log.add(Kind::passage,
                                         passage("冀A12345", "in", "admit")
                                             .set(Field::intent, "open")
                                             .set(Field::vendor_key, to_hex(sha256("message 1"))),
                                         {photo("scene"), photo("plate", false)}, "camera-1"));
  log.add(Kind::sighting,
          {{Field::passage, id},
           {Field::merged_as, "repeat"},
           {Field::plate, "冀A12345"},
           {Field::vendor_key, to_hex(sha256("message 2"))}},
          {photo("body")}, "camera-1", ClockQuality::unknown);
  log.add(Kind::sighting,
          {{Field::passage, id}, {Field::merged_as, "trailer"}, {Field::trailer, "冀A123挂"}}, {},
          "camera-1");
  log.add(Kind::actuation, {{Field::passage, id},
                            {Field::lane, "1"},
                            {Field::path, "reply"},
                            {Field::stage_of, "reply_written"}});
  log.add(Kind::actuation,
          {{Field::passage, id}, {Field::stage_of, "moved"}, {Field::detail, R"({"loop":2})"}});
  log.add(Kind::outcome,
          {{Field::passage, id}, {Field::outcome, "crossed"}, {Field::assumed, "1"}});
  log.add(Kind::evidence, {{Field::passage, id}}, {photo("extra")});
}

inline void add_holds(Builder& log) {
  const auto hold = [&](std::string plate, ClockQuality quality) {
    return to_text(log.add(Kind::passage,
                           passage(std::move(plate), "in", "hold")
                               .set(Field::intent, "none")
                               .set(Field::open_until, "2020-12-14T14:38:03+08:00")
                               .set(Field::candidates, R"([{"plate":"冀A1234S"}])")
                               .set(Field::plate_raw, "A·1234S")
                               .set(Field::photos_missing, R"([{"kind":"plate","cause":"late"}])"),
                           {}, "camera-2", quality));
  };
  const std::string admitted = hold("冀D22222", ClockQuality::no_offset);
  log.add(Kind::resolution, {{Field::passage, admitted},
                             {Field::verdict, "admit"},
                             {Field::reason, "证件已核"},
                             {Field::actor, "门卫"}});
  log.add(Kind::actuation,
          {{Field::passage, admitted}, {Field::stage_of, "commanded"}, {Field::path, "command"}});
  log.add(Kind::outcome, {{Field::passage, admitted}, {Field::outcome, "turned_back"}});
  const std::string left = hold("冀D33333", ClockQuality::contradictory);
  log.add(Kind::outcome, {{Field::passage, left}, {Field::outcome, "left"}});
  const std::string expired = hold("冀D44444", ClockQuality::missing);
  log.add(Kind::outcome,
          {{Field::passage, expired}, {Field::outcome, "unknown"}, {Field::cause, "expired"}});
  const std::string corrected = hold("冀A1234S", ClockQuality::good);
  log.add(Kind::sighting,
          {{Field::passage, corrected},
           {Field::merged_as, "correction"},
           {Field::plate, "冀A12345"},
           {Field::verdict, "admit"},
           {Field::reasons, "[]"},
           {Field::intent, "open"}},
          {}, "camera-2");
  log.add(Kind::actuation, {{Field::passage, corrected}, {Field::stage_of, "failed"}});
}

inline void add_the_rest(Builder& log) {
  log.add(Kind::passage, passage("冀E55555", "out", "admit").set(Field::historic, "1"), {}, "c",
          ClockQuality::good, Field::plate);
  log.add(Kind::redaction, {{Field::passage, "x"}, {Field::reason, "保存期满"}});
  log.add(Kind::lift, {{Field::lane, "1"}, {Field::actor, "门卫"}, {Field::reason, "消防车"}});
  log.add(Kind::actuation, {{Field::lane, "1"}, {Field::stage_of, "commanded"}});
  log.add(Kind::device_state, {{Field::state, "down"}, {Field::detail, "{}"}}, {}, "camera-1");
  log.add(Kind::device_state, {{Field::state, "up"}}, {}, "camera-1");
  log.add(Kind::gap, {{Field::from, "a"}, {Field::to, "b"}, {Field::cause, "restart"}});
  log.add(Kind::clock_adjustment, {{Field::detail, R"({"ms":-1500})"}});
  log.add(Kind::amendment, {{Field::passage, "x"}, {Field::value, "{}"}, {Field::reason, "错"}});
  log.add(Kind::void_entry, {{Field::passage, "x"}, {Field::reason, ""}});
  log.add(Kind::evidence, {{Field::note, "invoice"}}, {photo("document")});
  using enum Kind;
  for (const Kind kind : {machine_fact, appointment, declaration, weighing, speed, track_digest,
                          measure_execution, assessment, rectification, finding, case_file,
                          upload_receipt, sample_draw, unmasking, key_rotation, restore}) {
    log.add(kind, {{Field::detail, R"({"kind":")" + std::string(to_text(kind)) + R"("})"},
                   {Field::role, "admin"},
                   {Field::item, "i"}});
  }
  log.add(Kind::heartbeat, {});
}

inline std::string build() {
  Builder log;
  add_configuration(log);
  add_warnings(log);
  log.checkpoint();
  add_crossing(log);
  add_holds(log);
  log.checkpoint();
  add_the_rest(log);
  return log.finish();
}

}  // namespace cleangate::ledger::golden
