"""Which properties AWS can only change by replacing a resource, for the types that templates here use.

From "Update requires" in the template reference of each type. A property that is not named needs no recreation.
"""

from __future__ import annotations

ALWAYS, CONDITIONALLY, NEVER = "Always", "Conditionally", "Never"

_REPLACED = {
    "AWS::DynamoDB::Table": ("TableName", "KeySchema"),
    "AWS::EC2::Instance": ("AvailabilityZone", "ImageId", "KeyName", "SubnetId"),
    "AWS::EC2::SecurityGroup": ("GroupDescription", "GroupName", "VpcId"),
    "AWS::EC2::Subnet": ("AvailabilityZone", "CidrBlock", "VpcId"),
    "AWS::EC2::VPC": ("CidrBlock",),
    "AWS::Events::Rule": ("Name",),
    "AWS::IAM::ManagedPolicy": ("ManagedPolicyName", "Path"),
    "AWS::IAM::Role": ("RoleName", "Path"),
    "AWS::IAM::User": ("UserName",),
    "AWS::KMS::Alias": ("AliasName",),
    "AWS::Lambda::Function": ("FunctionName", "PackageType"),
    "AWS::Logs::LogGroup": ("LogGroupName",),
    "AWS::RDS::DBInstance": ("DBInstanceIdentifier", "DBSubnetGroupName", "MasterUsername"),
    "AWS::S3::Bucket": ("BucketName",),
    "AWS::SecretsManager::Secret": ("Name",),
    "AWS::SNS::Subscription": ("Endpoint", "Protocol", "TopicArn"),
    "AWS::SNS::Topic": ("FifoTopic", "TopicName"),
    "AWS::SQS::Queue": ("FifoQueue", "QueueName"),
    "AWS::SSM::Parameter": ("Name",),
}
_SOMETIMES_REPLACED = {
    "AWS::EC2::Instance": ("EbsOptimized", "InstanceType", "SecurityGroupIds", "UserData"),
    "AWS::RDS::DBInstance": ("AutoMinorVersionUpgrade", "Engine"),
}


def of_property(resource_type: str, name: str) -> str:
    """Return whether a change of a property replaces the resource."""
    if name in _REPLACED.get(resource_type, ()):
        return ALWAYS
    return CONDITIONALLY if name in _SOMETIMES_REPLACED.get(resource_type, ()) else NEVER
