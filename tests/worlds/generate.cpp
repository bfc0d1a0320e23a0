#include "tests/worlds/vocabulary.h"
#include "tests/worlds/world.h"

namespace keyward::worlds {

uint64_t Random::Next() {
  if (left_ >= 2) {
    left_ -= 2;
    const uint64_t drawn = bytes_[0] | static_cast<uint64_t>(bytes_[1]) << 8;
    bytes_ += 2;
    return drawn;
  }
  state_ += 0x9e3779b97f4a7c15u;
  uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

namespace {

std::vector<std::string> PickSome(Random& random, const std::vector<std::string>& from, size_t most,
                                  size_t least = 1) {
  std::vector<std::string> out;
  const size_t count = least + random.Below(most - least + 1);
  for (size_t i = 0; i < count; ++i) out.push_back(random.Pick(from));
  return out;
}

std::vector<ConditionSpec> MakeConditions(Random& random) {
  std::vector<ConditionSpec> conditions;
  const size_t count = random.OneIn(2) ? 0 : 1 + random.Below(2);
  for (size_t i = 0; i < count; ++i) {
    std::string op = random.Pick(Operators());
    if (op != "Null" && random.OneIn(5)) op += "IfExists";
    if (random.OneIn(5)) op = (random.OneIn(2) ? "ForAnyValue:" : "ForAllValues:") + op;
    const std::string& key = random.Pick(ContextKeys());
    // The same member twice in one operator would be refused.
    bool twice = false;
    for (const ConditionSpec& other : conditions) twice |= other.op == op && other.key == key;
    if (twice) continue;
    conditions.push_back(
        {op, key, PickSome(random, ConditionValues(op), 3, random.OneIn(20) ? 0 : 1)});
  }
  return conditions;
}

StatementSpec MakeStatement(Random& random, const WorldSpec& world, bool principals,
                            bool deny_only) {
  StatementSpec statement;
  statement.allow = !deny_only && !random.OneIn(4);
  if (principals && !random.OneIn(25)) {
    statement.principal = random.Pick(PrincipalElements());
    statement.not_principal = random.OneIn(10);
  }
  statement.not_action = random.OneIn(12);
  statement.actions = PickSome(random, ActionPatterns(), 2);
  statement.has_resource = !random.OneIn(25);
  statement.not_resource = random.OneIn(12);
  statement.resources = PickSome(random, ResourcePatterns(), 2);
  // Half of the statements speak of the request at hand.
  if (random.OneIn(2)) statement.actions[0] = world.action;
  if (random.OneIn(2)) statement.resources[0] = random.OneIn(2) ? "*" : world.resource.arn;
  statement.conditions = MakeConditions(random);
  return statement;
}

DocumentSpec MakeDocument(Random& random, const WorldSpec& world, bool principals,
                          bool deny_only = false) {
  DocumentSpec document;
  document.v2012 = !random.OneIn(10);
  const size_t count = 1 + random.Below(3);
  for (size_t i = 0; i < count; ++i) {
    document.statements.push_back(MakeStatement(random, world, principals, deny_only));
  }
  return document;
}

// WithFullAccess adds the statement that most real documents of a kind begin with.
DocumentSpec WithFullAccess(Random& random, DocumentSpec document, const std::string& principal) {
  if (random.OneIn(3)) return document;
  StatementSpec all;
  all.principal = principal;
  all.actions = {"*"};
  all.resources = {"*"};
  document.statements.insert(document.statements.begin(), all);
  return document;
}

ContextSpec MakeContextEntry(Random& random, const Words& keys, size_t unknown_one_in) {
  ContextSpec entry;
  entry.key = random.Pick(keys);
  entry.multi = IsMultivalued(entry.key);
  entry.unknown = random.OneIn(unknown_one_in);
  if (entry.unknown) return entry;
  entry.items = PickSome(random, ContextValues(entry.key), entry.multi ? 3 : 1,
                         entry.multi && random.OneIn(8) ? 0 : 1);
  return entry;
}

// TestedKeys are the keys that the world's conditions ask for.
Words TestedKeys(const WorldSpec& world) {
  Words keys;
  const auto add = [&keys](const DocumentSpec& document) {
    for (const StatementSpec& statement : document.statements) {
      for (const ConditionSpec& test : statement.conditions) keys.push_back(test.key);
    }
  };
  for (const DocumentSpec& document : world.identity) add(document);
  if (world.resource_policy) add(*world.resource_policy);
  if (world.boundary) add(*world.boundary);
  if (world.vpc_endpoint) add(*world.vpc_endpoint);
  return keys;
}

void FillContext(Random& random, WorldSpec& world) {
  const Words tested = TestedKeys(world);
  const size_t open = random.OneIn(2) ? 1 : 12;  // half of the worlds are what-ifs
  const size_t count = random.Below(9);
  for (size_t i = 0; i < count; ++i) {
    const bool relevant = !tested.empty() && !random.OneIn(3);
    ContextSpec entry = MakeContextEntry(random, relevant ? tested : ContextKeys(), open);
    bool twice = false;
    for (const ContextSpec& other : world.context) twice |= other.key == entry.key;
    if (!twice) world.context.push_back(std::move(entry));
  }
}

reference::Grant MakeGrant(Random& random) {
  reference::Grant grant;
  if (!random.OneIn(3)) grant.key_id = random.Pick(KeyArns());
  if (random.OneIn(6)) {
    grant.grantee_service = "s3.amazonaws.com";
  } else {
    grant.grantee = random.Pick(Parties());
  }
  if (random.OneIn(2)) grant.retiring = random.Pick(Parties());
  grant.issuing_account =
      random.Pick(std::vector<std::string>{"arn:aws:iam::111122223333:root", "444455556666", ""});
  grant.operations = PickSome(
      random,
      {"Decrypt", "Encrypt", "DescribeKey", "CreateGrant", "RetireGrant", "GenerateDataKey"}, 3);
  const auto pairs = [&] {
    Pairs out;
    if (random.OneIn(4)) return out;
    out.push_back({random.Pick(std::vector<std::string>{"tenant", "Tenant", "app"}),
                   random.Pick(std::vector<std::string>{"a", "b"})});
    return out;
  };
  if ((grant.has_equals = random.OneIn(4))) grant.equals = pairs();
  if ((grant.has_subset = random.OneIn(4))) grant.subset = pairs();
  if (random.OneIn(8)) grant.source_arn = "arn:aws:s3:::bkt";
  return grant;
}

void FillOrganization(Random& random, WorldSpec& world) {
  const auto levels = [&](bool principals) {
    std::vector<std::vector<DocumentSpec>> all(1 + random.Below(2));
    for (auto& level : all) {
      const size_t count = random.OneIn(10) ? 0 : 1 + random.Below(2);
      for (size_t i = 0; i < count; ++i) {
        DocumentSpec document = MakeDocument(random, world, principals, principals);
        for (StatementSpec& s : document.statements) {
          if (principals) s.principal = "\"*\"";
        }
        if (!principals) document = WithFullAccess(random, std::move(document), "");
        level.push_back(std::move(document));
      }
    }
    return all;
  };
  if (random.OneIn(4)) world.scp = levels(false);
  if (random.OneIn(5)) world.rcp = levels(true);
}

void FillPolicies(Random& random, WorldSpec& world) {
  const size_t identities = random.Below(3);
  for (size_t i = 0; i < identities; ++i)
    world.identity.push_back(MakeDocument(random, world, false));
  if (random.OneIn(4)) {
    world.boundary = WithFullAccess(random, MakeDocument(random, world, false), "");
  }
  if (random.OneIn(4)) {
    world.session.emplace();
    world.session->push_back(WithFullAccess(random, MakeDocument(random, world, false), ""));
    if (random.OneIn(3)) world.session->push_back(MakeDocument(random, world, false));
  }
  if (!random.OneIn(4)) {
    world.resource_policy = MakeDocument(random, world, true);
    if (random.OneIn(2)) {
      *world.resource_policy = WithFullAccess(random, std::move(*world.resource_policy),
                                              random.Pick(PrincipalElements()));
    }
  }
  if (random.OneIn(5)) {
    world.vpc_endpoint = WithFullAccess(random, MakeDocument(random, world, true), "\"*\"");
    world.gateway_endpoint = random.OneIn(3);
  }
  FillOrganization(random, world);
}

}  // namespace

WorldSpec Generate(Random& random) {
  WorldSpec world;
  world.principal = random.Pick(PrincipalRecords());
  const Target& target = random.Pick(Targets());
  world.action = target.action;
  world.resource.arn = target.resource;
  world.resource.account = random.OneIn(3) ? "444455556666" : "111122223333";
  // A key's owner is in its ARN.
  const size_t owner = target.resource.find("444455556666");
  if (target.resource.find("111122223333") != std::string::npos) {
    world.resource.account = "111122223333";
  } else if (owner != std::string::npos) {
    world.resource.account = "444455556666";
  }
  world.resource.management_account = random.OneIn(15);
  world.resource.aws_managed_key = random.OneIn(15);
  world.mode = random.OneIn(12) ? reference::ResourceMode::kNormal : target.mode;
  world.strict_not_principal = !random.OneIn(4);
  world.fail_closed = random.OneIn(3);
  if (random.OneIn(2)) {
    world.encryption_context = {
        {random.OneIn(3) ? "Tenant" : "tenant", random.OneIn(2) ? "a" : "b"}};
    if (random.OneIn(2)) world.encryption_context.push_back({"app", "a"});
  }
  FillPolicies(random, world);
  // Nothing has a policy that could decide about the caller's own session.
  if (world.action.find("sts:Get") == 0) world.resource_policy.reset();
  FillContext(random, world);
  if (world.mode == reference::ResourceMode::kKey && random.OneIn(2)) {
    const size_t grants = 1 + random.Below(2);
    for (size_t i = 0; i < grants; ++i) world.grants.push_back(MakeGrant(random));
  }
  return world;
}

}  // namespace keyward::worlds
