#include "http/api/binder.h"

namespace cleangate::http {
namespace {

/// The body as JSON; none is an empty object. Errors: invalid.
Result<Json> body_of(const Request& request) {
  if (request.body.empty()) return Json::object();
  return parse_json(request.body);
}

Response response_of(const Result<Json>& result, int status) {
  return result ? json_response(*result, status) : problem(result.error());
}

/// The index of the log entry that a change made, where its answer has one; a passage's own is
/// older than the change.
std::optional<std::uint64_t> index_of(const Result<Json>& result) {
  auto index = result ? (*result)["updated_index"].integer() : std::nullopt;
  if (result && !index) index = (*result)["index"].integer();
  if (!index) return std::nullopt;
  return static_cast<std::uint64_t>(*index);
}

/// One change on its way: I/O thread → (query pool: the key) → plant → (query pool) → reply.
class WriteJob : public std::enable_shared_from_this<WriteJob> {
 public:
  WriteJob(Api::Parts& parts, Api::Shared& all, Request request, Json body, Respond respond)
      : parts_(parts),
        shared_(all),
        request_(std::move(request)),
        body_(std::move(body)),
        respond_(std::move(respond)) {}

  // Shared: kept by whatever it waits for.
  std::shared_ptr<const Api::Binder::Write> use_case;
  int status = 200;
  bool reloads = false;
  std::string key = {};

  void start() {
    if (key.empty()) return run();
    hash_ = Idempotency::hash_of(request_);
    parts_.queries.post([self = shared_from_this()] {
      if (auto answer = self->shared_.idempotency.claim(self->key, self->hash_)) {
        return self->respond_(*std::move(answer));
      }
      self->run();
    });
  }

 private:
  void run() {
    parts_.plant.executor.post([self = shared_from_this()] {
      const auto actor = actor_of(self->request_);
      (*self->use_case)(self->parts_.plant, self->request_, self->body_, actor,
                        [self](Result<Json> result) { self->finish(std::move(result)); });
    });
  }
  void finish(Result<Json> result) {
    response_ = response_of(result, status);
    response_.log_index = index_of(result);
    if (key.empty() && !reloads) return respond_(std::move(response_));
    // ops.db is on a disk: off the plant's executor.
    parts_.queries.post([self = shared_from_this()] {
      if (self->reloads) self->reload();
      if (!self->key.empty()) {
        self->shared_.idempotency.finish(self->key, self->hash_, self->response_,
                                         self->parts_.plant.clock.wall());
      }
      self->respond_(std::move(self->response_));
    });
  }

  /// A revoked token that still works must not look like success.
  void reload() {
    const auto loaded = parts_.access.load(parts_.plant.ops);
    if (loaded) return shared_.recheck();
    response_ = problem(with_context(loaded.error(), "changed, but not yet in force"));
  }

  Api::Parts& parts_;
  Api::Shared& shared_;
  Request request_;
  Json body_;
  Respond respond_;
  Hash hash_;
  Response response_;
};

}  // namespace

void Api::Binder::write(Route route, int status, Write use_case, bool reloads) {
  router.add(std::move(route), writing(status, std::move(use_case), reloads));
}

Handler Api::Binder::writing(int status, Write use_case, bool reloads) const {
  // Shared: several requests may run it at once.
  auto function = std::make_shared<const Write>(std::move(use_case));
  return
      [parts = &parts, all = &shared, function, status, reloads](Request request, Respond respond) {
        auto body = body_of(request);
        if (!body) return respond(problem(body.error()));
        auto key = Idempotency::key_of(request);
        if (!key) return respond(problem(key.error()));
        const auto job = std::make_shared<WriteJob>(*parts, *all, std::move(request),
                                                    *std::move(body), std::move(respond));
        job->use_case = function;
        job->status = status;
        job->reloads = reloads;
        job->key = *std::move(key);
        job->start();
      };
}

void Api::Binder::read(Route route, Read read) {
  auto function = std::make_shared<const Read>(std::move(read));
  router.add(std::move(route), [parts = &parts, function](Request request, Respond respond) {
    parts->plant.executor.post(
        [parts, function, request = std::move(request), respond = std::move(respond)]() mutable {
          respond(response_of((*function)(parts->plant, request), 200));
        });
  });
}

void Api::Binder::query(Route route, Query query) {
  router.add(std::move(route), querying(parts.queries, std::move(query)));
}

void Api::Binder::query_sheet(Route route, Query query) {
  router.add(std::move(route), querying(parts.sheets, std::move(query)));
}

Handler Api::Binder::querying(Executor& worker, Query query) {
  auto function = std::make_shared<const Query>(std::move(query));
  return [parts = &parts, &worker, function](Request request, Respond respond) {
    worker.post(
        [parts, function, request = std::move(request), respond = std::move(respond)]() mutable {
          auto response = (*function)(parts->plant.queries, request);
          respond(response ? *std::move(response) : problem(response.error()));
        });
  };
}

void Api::Binder::read_and_query(Route route, Memory memory, Join join) {
  // Shared: several requests may run them at once.
  auto first = std::make_shared<const Memory>(std::move(memory));
  auto second = std::make_shared<const Join>(std::move(join));
  router.add(std::move(route), [parts = &parts, first, second](Request request, Respond respond) {
    parts->plant.executor.post([parts, first, second, request = std::move(request),
                                respond = std::move(respond)]() mutable {
      auto known = (*first)(parts->plant, request);
      if (!known) return respond(problem(known.error()));
      parts->queries.post([parts, second, known = *std::move(known), request = std::move(request),
                           respond = std::move(respond)]() mutable {
        respond(response_of((*second)(parts->plant.queries, request, std::move(known)), 200));
      });
    });
  });
}

std::string actor_name(const Principal& principal) {
  if (!principal.session.empty() || principal.id.empty()) return principal.name;
  return principal.name + " (token " + principal.id + ")";
}

service::Actor actor_of(const Request& request) {
  return {actor_name(request.principal), std::string(to_text(request.principal.role))};
}

Json whole_page(Json items) {
  return Json::object({{"items", std::move(items)}, {"next", nullptr}});
}

}  // namespace cleangate::http
