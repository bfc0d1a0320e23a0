// Decisions: the timed region is Request with its context → Decision, trace on, one thread.
//
// A and B are the scenarios beside this file; C is made here. Deriving the context is timed apart.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "compiler/emit.h"
#include "evaluator/authorize.h"
#include "evaluator/derive.h"
#include "scenario/scenario.h"

namespace keyward {
namespace {

std::string ScenarioPath(const std::string& name) {
  return std::string(KEYWARD_SOURCE_DIR) + "/bench/scenarios/" + name + ".scenario.json";
}

scenario::Scenario Load(const std::string& name) {
  const FixedClock clock(std::chrono::system_clock::from_time_t(1767323045));
  auto loaded = scenario::LoadScenario(ScenarioPath(name), clock);
  if (!loaded) {
    fmt::print(stderr, "{}: {}\n", name, loaded.error()[0].message);
    std::exit(2);
  }
  return std::move(*loaded);
}

void Decide(benchmark::State& state, const evaluator::AppliedPolicies& policies,
            const evaluator::Request& request, evaluator::Outcome expected) {
  evaluator::Workspace workspace;
  evaluator::Decision decision;
  const evaluator::AuthorizeOptions options;
  for (auto _ : state) {
    Authorize(policies, request, options, workspace, decision);
    benchmark::DoNotOptimize(decision.outcome);
  }
  if (decision.outcome != expected) state.SkipWithError("the decision is not the expected one");
  state.counters["statements"] = static_cast<double>(decision.statements.size());
}

void BM_Scenario(benchmark::State& state, const std::string& name) {
  const scenario::Scenario scenario = Load(name);
  const scenario::ScenarioRequest& first = scenario.requests[0];
  Decide(state, first.policies->applied, first.request, evaluator::Outcome::kAllowed);
}
BENCHMARK_CAPTURE(BM_Scenario, A, std::string("bench-A"));
BENCHMARK_CAPTURE(BM_Scenario, B, std::string("bench-B"));
BENCHMARK_CAPTURE(BM_Scenario, B_distinct, std::string("bench-B-distinct"));

std::shared_ptr<const compiler::Program> CompileText(const std::string& text,
                                                     compiler::PolicyType type) {
  compiler::CheckOptions options;
  options.mode = compiler::CheckMode::kStored;
  const auto source = Source::Create("bench", text);
  auto compiled = compiler::Compile(*source, type, options);
  if (compiled.program == nullptr) std::abort();
  return compiled.program;
}

// Condition is one of nine kinds, as in B; `unique` keeps its values apart from all others.
std::string Condition(int kind, int unique) {
  switch (kind) {
    case 0:
      return fmt::format(R"("StringLike":{{"kms:EncryptionContext:tenant":["x-{}*","t-{}-*"]}})",
                         unique, unique);
    case 1: return fmt::format(R"("Bool":{{"kms:GrantIsForAWSResource":["true","{}"]}})", unique);
    case 2:
      return fmt::format(R"("IpAddress":{{"aws:SourceIp":["11.{}.{}.0/24","192.168.0.0/16"]}})",
                         unique / 250, unique % 250);
    case 3:
      return fmt::format(
          R"("ArnLike":{{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/svc-{}-*"}})", unique);
    case 4:
      return fmt::format(R"("DateLessThan":{{"aws:CurrentTime":"20{:02}-01-{:02}T00:00:00Z"}})",
                         10 + unique % 15, 1 + unique % 28);
    case 5:
      return fmt::format(
          R"("StringEquals":{{"aws:PrincipalTag/team":["${{aws:ResourceTag/team}}-{}"]}})", unique);
    case 6:
      return fmt::format(
          R"("StringEquals":{{"kms:ViaService":"s{}.us-east-1.amazonaws.com","kms:CallerAccount":"111122223333"}})",
          unique);
    case 7:
      return fmt::format(
          R"("ForAllValues:StringEquals":{{"kms:EncryptionContextKeys":["a{}","b"]}})", unique);
    default: return fmt::format(R"("StringEquals":{{"aws:PrincipalOrgID":"o-{}"}})", unique);
  }
}

// PolicyC: 20 statements of which every `every`-th names kms:Decrypt, the others actions of S3; the
// last statement of the last policy allows.
std::string PolicyC(int number, int every, bool last) {
  std::string text = R"({"Version":"2012-10-17","Statement":[)";
  for (int i = 0; i < 20; ++i) {
    const int unique = number * 20 + i;
    const bool deny = i == 5 || i == 10 || i == 15;
    const std::string condition = last && i == 19
                                      ? R"("StringEquals":{"aws:PrincipalOrgID":"o-abcdefghij"})"
                                      : Condition(i % 9, unique);
    const bool named = i % every == every - 1;
    text += fmt::format(
        R"({}{{"Effect":"{}","Action":["{}","kms:GenerateDataKey*"],"Resource":"arn:aws:kms:us-east-1:111122223333:key/*","Condition":{{{}}}}})",
        i == 0 ? "" : ",", deny ? "Deny" : "Allow", named ? "kms:Decrypt" : "s3:GetObject",
        condition);
  }
  return text + "]}";
}

// C: 100 identity policies of 20 statements; all of them, every second or every tenth name the action.
void BM_ManyPolicies(benchmark::State& state) {
  const scenario::Scenario scenario = Load("bench-B");
  evaluator::AppliedPolicies policies = scenario.requests[0].policies->applied;
  policies.identity.clear();
  const auto key = CompileText(
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:*","Resource":"*"}]})",
      compiler::PolicyType::kKeyPolicy);
  policies.resource = {key.get()};
  const int every = static_cast<int>(state.range(0));
  std::vector<std::shared_ptr<const compiler::Program>> programs;
  for (int i = 0; i < 100; ++i) {
    programs.push_back(CompileText(PolicyC(i, every, i == 99), compiler::PolicyType::kIdentity));
    policies.identity.push_back(programs.back().get());
  }
  Decide(state, policies, scenario.requests[0].request, evaluator::Outcome::kAllowed);
}
BENCHMARK(BM_ManyPolicies)->Name("BM_Scenario/C/named_one_in")->Arg(1)->Arg(2)->Arg(10);

// A with N statements that name other actions: cost grows with those that name this one.
void BM_IrrelevantStatements(benchmark::State& state) {
  const scenario::Scenario scenario = Load("bench-A");
  evaluator::AppliedPolicies policies = scenario.requests[0].policies->applied;
  std::string text = R"({"Version":"2012-10-17","Statement":[)";
  for (int64_t i = 0; i < state.range(0); ++i) {
    text += fmt::format(
        R"({}{{"Effect":"Allow","Action":["s3:GetObject","kms:Encrypt"],"Resource":"arn:aws:s3:::bucket-{}/*"}})",
        i == 0 ? "" : ",", i);
  }
  const auto program = CompileText(text + "]}", compiler::PolicyType::kIdentity);
  policies.identity.push_back(program.get());
  Decide(state, policies, scenario.requests[0].request, evaluator::Outcome::kAllowed);
}
BENCHMARK(BM_IrrelevantStatements)->Arg(10)->Arg(100)->Arg(1000);

// Deriving the context of B, from its plain facts.
void BM_Derive(benchmark::State& state) {
  const scenario::Scenario scenario = Load("bench-B");
  evaluator::Request request = scenario.requests[0].request;
  const auto now = std::chrono::system_clock::from_time_t(1767323045);
  for (auto _ : state) {
    request.context.Clear();
    Derive(request, now);
    benchmark::DoNotOptimize(request.context.entries().size());
  }
}
BENCHMARK(BM_Derive);

// Compiling B's key policy: text → Program.
void BM_Compile(benchmark::State& state) {
  const scenario::Scenario scenario = Load("bench-B");
  std::string text;
  for (const auto& loaded : scenario.requests[0].policies->loaded) {
    if (loaded.name == "resource") text = loaded.source->text();
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(CompileText(text, compiler::PolicyType::kKeyPolicy));
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) *
                          static_cast<int64_t>(text.size()));
}
BENCHMARK(BM_Compile);

}  // namespace
}  // namespace keyward
