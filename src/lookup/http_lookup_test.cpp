#include "lookup/http_lookup.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::lookup {
namespace {

using service::IncomingResponse;
using service::OutgoingRequest;
using service::StageAnswer;
using service::StageQuestion;
using vehicle::Stage;

Json settings(std::string_view auth = R"({"kind":"header","name":"X-Key"})") {
  Json json = parse_json(R"({
  "enabled":true,"name":"平台","source":"official",
  "by_vin":{"url":"https://a.example/v/{vin}"},
  "by_plate":{"method":"POST","url":"https://a.example/p?c={colour}",
              "content_type":"application/json","body":"{\"p\":\"{plate}\"}"},
  "found":{"path":"code","is":["0","200"]},"not_found":{"path":"code","is":["404"]},
  "not_found_status":[404],
  "fields":{"stage":"d.pf","vin":"d.vin","plate":"d.hphm","colour":"d.c","fuel":"d.rl",
    "vehicle_class":"d.cl","gross_mass_kg":"d.zl","model":"d.xh","made":"d.cc",
    "first_registered":"d.dj","document":"d.no","date":"d.at"},
  "stages":{"V":"5","9":"6"},"fuels":{"柴油":"B"},"classes":{"重型":"H11"},
  "colours":{"yellow":"2"}})")
                  .value();
  json.set("auth", parse_json(auth).value());
  return json;
}

const StageQuestion kByPlate{"", "冀R12345", plate::Colour::yellow};

OutgoingRequest request(std::string_view auth, const StageQuestion& question) {
  return make_request(parse_settings(settings(auth)).value(), "s&cret", question).value();
}

TEST(HttpLookup, AsksByVinWhereItIsKnownElseByPlate) {
  const auto by_vin = request(R"({"kind":"none"})", {"LZZ 5", "冀R12345", {}});
  EXPECT_EQ(by_vin.url, "https://a.example/v/LZZ%205");
  EXPECT_EQ(by_vin.method, "GET");
  const auto by_plate = request(R"({"kind":"none"})", kByPlate);
  EXPECT_EQ(by_plate.url, "https://a.example/p?c=2");
  EXPECT_EQ(by_plate.body, R"({"p":"冀R12345"})");
  EXPECT_EQ(request(R"({"kind":"none"})", {"", "a\"},{", plate::Colour::blue}).body,
            R"({"p":"a\"},{"})")
      << "nothing breaks out of its place";
  EXPECT_EQ(request(R"({"kind":"none"})", {"", "{vin}", plate::Colour::blue}).body,
            R"({"p":"{vin}"})")
      << "what was filled in is not filled again";
  Json only_vin = settings();
  only_vin.set("by_plate", nullptr);
  EXPECT_EQ(make_request(parse_settings(only_vin).value(), "", kByPlate).error().code,
            ErrorCode::not_found);
}

TEST(HttpLookup, ShowsTheSecretAsItIsTold) {
  using Fields = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(request(R"({"kind":"none"})", kByPlate).headers, Fields{});
  EXPECT_EQ(request(R"({"kind":"bearer"})", kByPlate).headers,
            (Fields{{"Authorization", "Bearer s&cret"}}));
  EXPECT_EQ(request(R"({"kind":"header","name":"X-Key"})", kByPlate).headers,
            (Fields{{"X-Key", "s&cret"}}));
  EXPECT_EQ(request(R"({"kind":"query","name":"key"})", kByPlate).url,
            "https://a.example/p?c=2&key=s%26cret");
  const auto digest = request(R"({"kind":"digest","username":"u"})", kByPlate);
  EXPECT_EQ(digest.username, "u");
  EXPECT_EQ(digest.password, "s&cret");
}

Result<StageAnswer> read(std::string body, int status = 200) {
  return read_reply(parse_settings(settings()).value(), {status, std::move(body)});
}

TEST(HttpLookup, ReadsWhatTheAnswerSays) {
  const auto answer = read(R"({"code":0,"d":{"pf":"V","vin":"LZZ5ELSD1EA123456","hphm":"冀R12345",
    "c":"2","rl":"柴油","cl":"重型","zl":25000,"xh":"CA4250","cc":"2018-03-01 00:00:00",
    "dj":"2018-04-02","no":"CN QQ","at":"2026-11-20"}})");
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_TRUE(answer->found);
  EXPECT_EQ(answer->statement.source, vehicle::StageSource::official);
  EXPECT_EQ(answer->statement.who, "平台");
  EXPECT_EQ(answer->statement.stage, (vehicle::StageInterval{Stage::s5, Stage::s5}));
  EXPECT_EQ(answer->statement.vin, "LZZ5ELSD1EA123456");
  EXPECT_EQ(answer->statement.plate, "冀R12345");
  EXPECT_EQ(answer->statement.colour, plate::Colour::yellow);
  EXPECT_EQ(answer->statement.detail, "CN QQ 2026-11-20");
  EXPECT_EQ(answer->facts.fuel, "B");
  EXPECT_EQ(answer->facts.vehicle_class, "H11");
  EXPECT_EQ(answer->facts.gross_mass_kg, 25000);
  EXPECT_EQ(answer->facts.model, "CA4250");
  ASSERT_TRUE(answer->facts.made && answer->facts.first_registered);
  EXPECT_EQ(vehicle::to_text(*answer->facts.made), "2018-03-01");
}

TEST(HttpLookup, CodesAndWordsOfPeopleAreStages) {
  const auto stage = [](std::string code) {
    return read(R"({"code":"200","d":{"vin":"x","pf":)" + code + "}}")->statement.stage;
  };
  EXPECT_EQ(stage("9"), (vehicle::StageInterval{Stage::s6a, Stage::s6b}));
  EXPECT_EQ(stage(R"("国四")"), (vehicle::StageInterval{Stage::s4, Stage::s4}));
  EXPECT_TRUE(stage("null").is_unknown()) << "it knows the vehicle and not its stage";
}

TEST(HttpLookup, KnowsNotFoundFromBroken) {
  EXPECT_FALSE(read(R"({"code":404})")->found);
  EXPECT_FALSE(read("", 404)->found);
  const std::tuple<std::string, int, ErrorCode> kBroken[] = {
      {"<html>", 200, ErrorCode::invalid},
      {"", 200, ErrorCode::invalid},
      {"{}", 200, ErrorCode::invalid},
      {R"({"code":7})", 200, ErrorCode::invalid},
      {R"({"code":0,"d":{"pf":"V"}})", 200, ErrorCode::invalid},
      {R"({"code":0,"d":{"pf":"Ⅷ?","vin":"x"}})", 200, ErrorCode::invalid},
      {std::string(kMaxLookUpAnswerBytes + 1, ' '), 200, ErrorCode::too_large},
      {R"({"code":0})", 401, ErrorCode::denied},
      {R"({"code":0})", 403, ErrorCode::denied},
      {R"({"code":0})", 302, ErrorCode::unavailable},
      {R"({"code":0})", 503, ErrorCode::unavailable},
  };
  for (const auto& [body, status, code] : kBroken) {
    const auto answer = read(body, status);
    ASSERT_FALSE(answer) << body.substr(0, 40);
    EXPECT_EQ(answer.error().code, code) << body.substr(0, 40);
  }
}

class OneReply final : public service::HttpClient {
 public:
  void send(OutgoingRequest sent, Done done) override {
    asked.push_back(sent);
    done(std::exchange(reply, fail(ErrorCode::unavailable, "no more")));
  }
  Result<IncomingResponse> reply = fail(ErrorCode::unavailable, "nothing");
  std::vector<OutgoingRequest> asked;
};

TEST(HttpLookup, TellsNobodyTheSecret) {
  OneReply client;
  HttpLookup port(client);
  const auto kept = port.check(settings(R"({"kind":"query","name":"key"})")).value();
  std::string message;
  client.reply = fail(ErrorCode::unavailable, "no connection to https://a.example/?key=s%26cret");
  port.ask(kept, "s&cret", kByPlate, [&](auto answer, auto reply) {
    message = answer.error().message;
    EXPECT_EQ(reply.status, 0);
  });
  EXPECT_EQ(message, "no connection to https://a.example/?key=…");
  EXPECT_EQ(client.asked.at(0).timeout, std::chrono::seconds(35));
}

TEST(HttpLookup, ShowsWhatWasAnsweredWithoutTheSecret) {
  OneReply client;
  HttpLookup port(client);
  const auto kept = port.check(settings(R"({"kind":"query","name":"key"})")).value();
  service::StageReply shown;
  const auto answers = [&](int status, std::string body) {
    IncomingResponse reply;
    reply.status = status;
    reply.body = std::move(body);
    client.reply = std::move(reply);
    port.ask(kept, "a\"b&c", kByPlate, [&](auto, auto reply) { shown = std::move(reply); });
  };
  answers(500, R"({"asked":"?key=a%22b%26c","again":"a\"b&c","all":"a\"b"})");
  EXPECT_EQ(shown.status, 500);
  EXPECT_EQ(shown.body, R"({"asked":"?key=…","again":"…","all":"a\"b"})");
  answers(200,
          std::string(service::kMaxLookUpShownBytes - 2, 'x') + "a\"b&c" + std::string(100, 'y'));
  EXPECT_EQ(shown.body.size(), service::kMaxLookUpShownBytes);
  EXPECT_FALSE(shown.body.contains('a'));
}

TEST(HttpLookup, SettingsThatDoNotReadAskNobody) {
  OneReply client;
  HttpLookup port(client);
  Result<StageAnswer> said = StageAnswer{};
  port.ask(Json(), "", kByPlate, [&](auto answer, auto) { said = std::move(answer); });
  EXPECT_FALSE(said);
  EXPECT_TRUE(client.asked.empty());
  EXPECT_EQ(port.server_of(settings()), "https://a.example");
  EXPECT_EQ(port.server_of(Json()), "");
}

}  // namespace
}  // namespace cleangate::lookup
