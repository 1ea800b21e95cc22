#include "domain/vehicle/stage_source.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::vehicle {
namespace {

using enum Stage;

Statement full() {
  Statement s;
  s.source = StageSource::list;
  s.stage = {s5, s5};
  s.at = *parse_rfc3339("2026-11-20T09:00:00.000+08:00");
  s.who = "li";
  s.evidence = {std::string(64, 'a')};
  s.detail = "CN…";
  s.vin = "LRDS6PEB6MT076844";
  s.plate = "冀A12345";
  s.colour = plate::Colour::yellow;
  s.until = s.at + std::chrono::hours(168);
  s.confirmed_by = "wang";
  s.confirmed_at = s.at + std::chrono::hours(1);
  return s;
}

TEST(StageSource, NamesAreStoredAndNeverChange) {
  const std::pair<StageSource, const char*> names[] = {{StageSource::official, "official"},
                                                       {StageSource::list, "list"},
                                                       {StageSource::machine_code, "machine_code"},
                                                       {StageSource::label, "label"},
                                                       {StageSource::bureau, "bureau"},
                                                       {StageSource::catalogue, "catalogue"},
                                                       {StageSource::same_vin, "same_vin"},
                                                       {StageSource::registry, "registry"},
                                                       {StageSource::guard, "guard"},
                                                       {StageSource::inference, "inference"}};
  for (const auto& [source, name] : names) {
    EXPECT_EQ(to_text(source), name);
    EXPECT_EQ(*parse_stage_source(name), source);
    EXPECT_FALSE(to_chinese(source).empty());
    EXPECT_FALSE(to_english(source).empty());
  }
  EXPECT_FALSE(parse_stage_source("Official"));
  EXPECT_FALSE(parse_stage_source(""));
}

TEST(Statement, ReadsBackWhatItWrote) {
  EXPECT_EQ(*parse_statement(to_json(full())), full());
  Statement bare;
  bare.at = full().at;
  EXPECT_EQ(*parse_statement(to_json(bare)), bare);
  Statement inferred = bare;
  inferred.source = StageSource::inference;
  inferred.confidence = Confidence::medium;
  EXPECT_EQ(*parse_statement(to_json(inferred)), inferred);
}

TEST(Statement, FaultsNameTheMember) {
  const auto said = [](std::string_view key, Json value) {
    Json json = to_json(full());
    json.set(key, std::move(value));
    const auto statement = parse_statement(json);
    return statement ? std::string("nothing") : statement.error().message;
  };
  EXPECT_NE(said("source", "rumour").find("rumour"), std::string::npos);
  EXPECT_NE(said("at", Json()).find("at"), std::string::npos);
  EXPECT_NE(said("at", "yesterday").find("at: "), std::string::npos);
  EXPECT_NE(said("evidence", Json::array({Json("abc")})).find("evidence"), std::string::npos);
  EXPECT_NE(said("evidence", Json::array({Json(std::string(64, 'A'))})).find("evidence"),
            std::string::npos);
  EXPECT_NE(said("confirmed_by", "").find("confirmed_by"), std::string::npos);
  EXPECT_NE(said("colour", "pink").find("colour"), std::string::npos);
  EXPECT_NE(said("who", 7).find("who"), std::string::npos);
  EXPECT_NE(said("stage", Json::object({{"min", "D"}, {"max", "5"}})).find("stage"),
            std::string::npos);
  EXPECT_FALSE(parse_statement(Json("text")));
}

TEST(Statement, TextsAndEvidenceAreLimited) {
  Json json = to_json(full());
  json.set("who", std::string(kMaxStatementText, 'x'));
  EXPECT_TRUE(parse_statement(json));
  json.set("who", std::string(kMaxStatementText + 1, 'x'));
  EXPECT_FALSE(parse_statement(json));
  json = to_json(full());
  const auto hashes = [](std::size_t count) {
    return Json::array(Json::Array(count, Json(std::string(64, '0'))));
  };
  json.set("evidence", hashes(kMaxEvidence));
  EXPECT_TRUE(parse_statement(json));
  json.set("evidence", hashes(kMaxEvidence + 1));
  EXPECT_FALSE(parse_statement(json));
}

TEST(Statement, AnInferenceSaysFromWhichRows) {
  Inference inference{{s5, s6a}, {s5, s6a}, Confidence::medium, InferenceReason::window, {"5.6.6"}};
  const auto statement = state_inference(inference, full().at);
  EXPECT_EQ(statement.source, StageSource::inference);
  EXPECT_EQ(statement.detail, "按注册日期推定：国五至国六a（规则行5.6.6）");
  EXPECT_EQ(statement.confidence, Confidence::medium);
}

}  // namespace
}  // namespace cleangate::vehicle
