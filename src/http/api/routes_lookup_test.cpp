#include <gtest/gtest.h>

#include "http/api/test_plant.h"

namespace cleangate::http {
namespace {

constexpr const char* kTruck = "/api/v1/vehicles/%E5%86%80R12345/yellow";
constexpr const char* kPlate = "冀R12345";

class Lookup : public testing::Test {
 protected:
  Lookup() { here_.furnish(); }
  void turn_on() {
    here_.does("PUT", "/api/v1/lookup",
               Json::object({{"enabled", true}, {"name", "https://a"}, {"secret", "s3cret-word"}}));
  }
  Json does(std::string method, const std::string& path, const char* body, int status) {
    return here_.does(std::move(method), path, parse_json(body).value(), status);
  }
  int status_of(std::string method, const std::string& path, std::string_view token,
                const char* body = "{}") {
    return here_.ask(std::move(method), path, token, parse_json(body).value()).status;
  }
  Json dossier() { return here_.does("GET", std::string(kTruck) + "/dossier"); }

  TestPlant here_;
};

TEST_F(Lookup, IsOffUntilItIsSetUp) {
  const Json lookup = here_.does("GET", "/api/v1/lookup");
  EXPECT_EQ(lookup["enabled"].boolean(), false);
  EXPECT_EQ(lookup["status"]["state"].text(), "off");
  EXPECT_EQ(status_of("POST", std::string(kTruck) + "/look-up", "guard-token"), 409);
  EXPECT_EQ(status_of("POST", "/api/v1/lookup/test", "manager-token", R"({"plate":"A"})"), 409);
}

TEST_F(Lookup, ItsSecretIsWrittenAndNeverRead) {
  turn_on();
  const auto shown = here_.ask("GET", "/api/v1/lookup", "admin-token");
  EXPECT_EQ(parse_json(shown.content()).value()["secret_set"].boolean(), true);
  EXPECT_EQ(shown.content().find("s3cret"), std::string::npos);
  for (const auto& entry : here_.log.entries(0, 100).value()) {
    EXPECT_EQ(entry.payload.find("s3cret"), std::string::npos);
  }
  here_.does("POST", std::string(kTruck) + "/look-up", {}, 202);
  EXPECT_EQ(here_.stages.secrets, std::vector<std::string>{"s3cret-word"});
  EXPECT_FALSE(here_.access.is_device(":lookup", "s3cret-word")) << "no device pushes with it";
}

TEST_F(Lookup, AnotherServerNeedsTheSecretAgain) {
  turn_on();
  does("PUT", "/api/v1/lookup", R"({"enabled":false,"name":"https://a"})", 200);
  does("PUT", "/api/v1/lookup", R"({"enabled":true,"name":"https://b"})", 422);
  EXPECT_EQ(status_of("POST", "/api/v1/lookup/test", "manager-token",
                      R"({"plate":"A","settings":{"enabled":true,"name":"https://b"}})"),
            422);
  EXPECT_TRUE(here_.stages.secrets.empty());
  does("PUT", "/api/v1/lookup", R"({"enabled":true,"name":"https://b","secret":null})", 200);
  EXPECT_EQ(here_.does("GET", "/api/v1/lookup")["secret_set"].boolean(), false);
}

TEST_F(Lookup, SettingsThatDoNotReadAreRefused) {
  does("PUT", "/api/v1/lookup", R"({"name":"x"})", 422);
  does("PUT", "/api/v1/lookup", R"([])", 422);
  does("PUT", "/api/v1/lookup", R"({"enabled":true,"secret":5})", 422);
}

TEST_F(Lookup, ATestTellsWhatWasUnderstoodAndRecordsNothing) {
  turn_on();
  const auto size = here_.log.size().value();
  const Json told =
      does("POST", "/api/v1/lookup/test", R"({"plate":"冀R12345","colour":"yellow"})", 200);
  EXPECT_EQ(told["state"].text(), "answered");
  EXPECT_EQ(told["stage"]["min"].text(), "4");
  EXPECT_EQ(told["status"].integer(), 200);
  EXPECT_EQ(told["raw"].text(), R"({"pf":"4"})");
  does("POST", "/api/v1/lookup/test", R"({"phone":"1"})", 422);
  EXPECT_EQ(here_.log.size().value(), size);
}

TEST_F(Lookup, IsForWhomItIs) {
  for (const auto& [method, path, least] :
       {std::tuple{"GET", std::string("/api/v1/lookup"), "manager-token"},
        std::tuple{"PUT", std::string("/api/v1/lookup"), "manager-token"},
        std::tuple{"POST", std::string("/api/v1/lookup/test"), "manager-token"},
        std::tuple{"POST", std::string(kTruck) + "/statements/0/confirm", "manager-token"}}) {
    EXPECT_EQ(status_of(method, path, "guard-token"), 403) << path;
    EXPECT_NE(status_of(method, path, least), 403) << path;
  }
  EXPECT_EQ(status_of("POST", std::string(kTruck) + "/look-up", "viewer-token"), 403);
  EXPECT_EQ(status_of("POST", std::string(kTruck) + "/statements", "viewer-token"), 403);
  EXPECT_EQ(here_.ask("GET", std::string(kTruck) + "/dossier").status, 401);
}

TEST_F(Lookup, AHeldTruckShowsTheAnswerAndItsDossier) {
  turn_on();
  const Json passage = here_.arrives(kPlate, plate::Colour::yellow);
  EXPECT_EQ(passage["look_up"]["stage"]["max"].text(), "4");
  EXPECT_EQ(dossier()["decisive"]["source"].text(), "official");
  EXPECT_EQ(dossier()["statements"].items().size(), 1u);
  EXPECT_TRUE(here_.does("GET", "/api/v1/verification-queue")["items"].items().empty());
}

TEST_F(Lookup, TheQueueEndsWithAStatement) {
  (void)here_.arrives(kPlate, plate::Colour::yellow);
  const Json queue = here_.does("GET", "/api/v1/verification-queue");
  ASSERT_EQ(queue["items"].items().size(), 1u);
  const Json& work = queue["items"].items()[0];
  EXPECT_EQ(work["plate"].text(), kPlate);
  EXPECT_EQ(work["overdue"].boolean(), false);
  EXPECT_EQ(work["reasons"].items().at(0).text(), "unknown");
  EXPECT_EQ(work["look_up"]["state"].text(), "none");
  here_.loop.advance(kStageWorkDue);
  EXPECT_EQ(
      here_.does("GET", "/api/v1/verification-queue")["items"].items()[0]["overdue"].boolean(),
      true);
  const Json stated =
      does("POST", std::string(kTruck) + "/statements",
           R"({"source":"list","detail":"清单 1","stage":{"min":"5","max":"5"}})", 201);
  EXPECT_EQ(stated["change"]["after"]["stage"]["min"].text(), "5");
  EXPECT_TRUE(here_.does("GET", "/api/v1/verification-queue")["items"].items().empty());
}

TEST_F(Lookup, AGuardsWordIsAGuardsUntilAManagerStandsForIt) {
  const auto say = [&](const char* token, const char* body) {
    return here_.ask("POST", std::string(kTruck) + "/statements", token, parse_json(body).value());
  };
  EXPECT_EQ(say("guard-token", R"({"source":"list","stage":{"min":"5","max":"5"}})").status, 403);
  const auto said = say("guard-token", R"({"stage":{"min":"5","max":"5"}})");
  ASSERT_EQ(said.status, 201) << said.content();
  const Json stated = parse_json(said.content()).value();
  EXPECT_EQ(stated["dossier"]["decisive"]["source"].text(), "guard");
  EXPECT_FALSE(stated["dossier"]["decisive"]["until"].is_null());
  const auto entry = std::string(kTruck) + "/statements/" +
                     std::to_string(*stated["index"].integer()) + "/confirm";
  here_.does("POST", entry);
  EXPECT_EQ(dossier()["decisive"]["confirmed_by"].text().value_or("").empty(), false);
  here_.does("POST", entry, {}, 409);
  here_.does("POST", std::string(kTruck) + "/statements/999/confirm", {}, 404);
  here_.does("POST", std::string(kTruck) + "/statements/x/confirm", {}, 404);
}

TEST_F(Lookup, AStatementSaysSomethingAndNamesItsPaper) {
  const std::string path = std::string(kTruck) + "/statements";
  does("POST", path, R"({"source":"list","stage":{"min":"5","max":"5"}})", 422);
  does("POST", path, R"({"source":"list","detail":"x","stage":{"min":"X","max":"X"}})", 422);
  does("POST", path, R"({"source":"inference","detail":"x","stage":{"min":"5","max":"5"}})", 422);
  does("POST", path, R"({"source":"guard","stage":{"min":"5","max":"5"}})", 422);
  does("POST", path, R"({"source":"list","detail":"x","stage":{"min":"5","max":"5"},"phone":"1"})",
       422);
  const std::string hash(64, 'a');
  does(
      "POST", path,
      (R"({"source":"list","stage":{"min":"5","max":"5"},"evidence":[")" + hash + R"("]})").c_str(),
      422);
  here_.does("PUT", kTruck, parse_json(R"({"vin":"LZZ5ELSD1EA123456"})").value());
  does("POST", path,
       R"({"source":"list","detail":"x","vin":"LZZ5ELSD1EA654321","stage":{"min":"5","max":"5"}})",
       422);
}

TEST_F(Lookup, ARegisteredDateIsKeptAndInfersTheStage) {
  here_.does("PUT", kTruck,
             parse_json(R"({"fuel":"B","vehicle_class":"H11","first_registered":"2015-06-01",
                            "made":null,"first_region":"131082","model":"CA4250"})")
                 .value());
  EXPECT_EQ(here_.does("GET", kTruck)["first_registered"].text(), "2015-06-01");
  EXPECT_EQ(dossier()["decisive"]["source"].text(), "inference");
  here_.does("PUT", kTruck, parse_json(R"({"first_registered":"2015-13-01"})").value(), 422);
}

}  // namespace
}  // namespace cleangate::http
